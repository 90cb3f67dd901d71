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
    }
  | { way: 'web'; address: WebAddress }
);

/** From the engine to the thread. */
export type ToPullThread = FromEngine | { type: 'fetch'; fetch: Fetch } | { type: 'stop' };

/** From the thread to the engine. */
export type FromPullThread =
  | ToEngine
  /** `failed`: instances that the peer has and could not hand over. */
  | { type: 'fetched'; failed: number }
  | { type: 'failed'; problem: ErrorReply };
