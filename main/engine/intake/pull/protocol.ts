import type { ErrorReply } from '../../../../contract/index.ts';
import type { PeerAddress, WebAddress } from '../../peers/index.ts';
import type { FromEngine, ToEngine } from '../arriving/index.ts';

/** A study of a peer, or one series of it. */
export interface FetchItem {
  StudyInstanceUID: string;
  SeriesInstanceUID?: string | undefined;
}

/** What the thread is to fetch. */
export type Fetch = { item: FetchItem; stagingFolder: string; sender: string } & (
  | {
      way: 'get';
      address: PeerAddress;
      /** Those of the study; empty when the peer does not tell. */
      SOPClassUIDs: readonly string[];
      /** Null when it does not tell. */
      instanceCount: number | null;
    }
  | { way: 'web'; address: WebAddress }
);

/** What came of it. */
export interface Fetched {
  /** Instances that the peer has and could not hand over. */
  failed: number;
  /** Why, and what to do, in sentences; null where there is nothing to say. */
  advice: string | null;
}

/** From the engine to the thread. */
export type ToPullThread = FromEngine | { type: 'fetch'; fetch: Fetch } | { type: 'stop' };

/** From the thread to the engine. */
export type FromPullThread =
  | ToEngine
  | ({ type: 'fetched' } & Fetched)
  | { type: 'failed'; problem: ErrorReply };
