import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { EngineError } from '../../../../contract/index.ts';
import type { KnownInstance, StampedFile } from '../../archive/index.ts';
import type { EngineAnswer, FileResult, WorkerMessage } from './protocol.ts';

/** The engine as a worker sees it. Every call waits for the engine, so a slow disk or database slows the reading. */
export interface EngineLink {
  /** Those of the SOP Instance UIDs that are archived. */
  lookUp(uids: string[]): Promise<Map<string, KnownInstance>>;
  /** Those of the files that an instance was taken from, and that have not changed since: by path. */
  lookUpFiles(files: StampedFile[]): Promise<Map<string, KnownInstance>>;
  /** Hands over results; returns when they are committed. */
  deliver(results: FileResult[]): Promise<void>;
  /** Tells how many files a ZIP archive has. */
  counted(files: number): Promise<void>;
  /** Whether the disk guard leaves room for so many bytes. */
  hasRoom(bytes: number): Promise<boolean>;
  /** Returns when it does. The work may be to be stopped then. */
  untilRoom(bytes: number): Promise<void>;
}

/** Talks to the engine over the port of one piece of work. */
export function createEngineLink(port: MessagePort): EngineLink {
  /** Several files are staged at once; answers carry no numbers, so each question waits for the answer before. */
  let last: Promise<unknown> = Promise.resolve();
  /** The engine has ended the work: it answers the question that made it do so, and none behind that. */
  const ended = new AbortController();
  port.once('close', () => ended.abort());
  function ask(message: WorkerMessage): Promise<EngineAnswer> {
    const answered = last.then(async () => {
      port.postMessage(message);
      const heard = once(port, 'message', { signal: ended.signal }).catch((cause: unknown) => {
        throw ended.signal.aborted ? new EngineError('cancelled') : cause;
      });
      const [answer] = (await heard) as [EngineAnswer];
      return answer;
    });
    last = answered.catch(() => undefined);
    return answered;
  }
  return {
    async lookUp(uids) {
      return uids.length === 0 ? new Map() : (await ask({ type: 'look-up', uids })).known;
    },
    async lookUpFiles(files) {
      return files.length === 0 ? new Map() : (await ask({ type: 'look-up-files', files })).known;
    },
    async deliver(results) {
      if (results.length > 0) await ask({ type: 'deliver', results });
    },
    async counted(files) {
      await ask({ type: 'counted', files });
    },
    hasRoom: async (bytes) => (await ask({ type: 'room', bytes, waits: false })).hasRoom,
    async untilRoom(bytes) {
      await ask({ type: 'room', bytes, waits: true });
    },
  };
}
