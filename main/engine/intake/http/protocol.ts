import type { HttpOptions } from '../../../../contract/index.ts';
import type { FromEngine, ToEngine } from '../arriving/index.ts';

/** What the engine tells the thread of the HTTP door. */
export type ToHttpThread =
  | FromEngine
  /** Listens, in place of before. */
  | { type: 'open'; options: HttpOptions; token: string; stagingFolder: string }
  /** Another token is valid from now on. */
  | { type: 'token'; token: string }
  /** Takes no more requests and ends when those under way are answered. */
  | { type: 'close' };

/** What the thread tells the engine. */
export type FromHttpThread =
  | ToEngine
  | { type: 'opened' }
  /** It cannot listen; `code` is that of the system. */
  | { type: 'failed'; code: string; details: string }
  /** Requests under way. */
  | { type: 'active'; count: number }
  | { type: 'closed' };
