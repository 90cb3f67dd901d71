import type { MessagePort } from 'node:worker_threads';
import type { StagedInstance } from '../../../archive/index.ts';
import type {
  CommitmentAsker,
  CommitmentRequest,
  FromThread,
  KeptCommitment,
  StoreAnswer,
  ToThread,
  UnfitInstance,
} from '../protocol.ts';

/** The engine as the thread sees it. */
export interface Engine {
  /** Hands a staged instance to the archive; resolves with what the sender is to be told. */
  store(sender: string, staged: StagedInstance): Promise<StoreAnswer>;
  quarantine(sender: string, unfit: UnfitInstance): Promise<StoreAnswer>;
  /** Which instances are safely stored; null when the answer cannot be kept until it was told. */
  commit(asker: CommitmentAsker, request: CommitmentRequest): Promise<KeptCommitment | null>;
  tell(message: FromThread): void;
  /** Takes an answer of the engine; false when it is something else. */
  answered(message: ToThread): boolean;
  /** Instances that wait for their answers. */
  readonly waiting: number;
}

export function createEngine(port: Pick<MessagePort, 'postMessage'>): Engine {
  const stores = new Map<number, (answer: StoreAnswer) => void>();
  const commitments = new Map<number, (kept: KeptCommitment | null) => void>();
  let lastId = 0;

  const tell = (message: FromThread) => port.postMessage(message);
  function ask<Answer>(
    waiting: Map<number, (answer: Answer) => void>,
    message: (id: number) => FromThread,
  ): Promise<Answer> {
    return new Promise((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      tell(message(lastId));
    });
  }

  return {
    store: (sender, staged) => ask(stores, (id) => ({ type: 'staged', id, sender, staged })),
    quarantine: (sender, unfit) => ask(stores, (id) => ({ type: 'unfit', id, sender, unfit })),
    commit: (asker, request) => ask(commitments, (id) => ({ type: 'commitment', id, asker, request })),
    tell,
    answered(message) {
      if (message.type === 'stored') {
        stores.get(message.id)?.(message.answer);
        stores.delete(message.id);
        return true;
      }
      if (message.type === 'committed') {
        commitments.get(message.id)?.(message.kept);
        commitments.delete(message.id);
        return true;
      }
      return false;
    },
    get waiting() {
      return stores.size;
    },
  };
}
