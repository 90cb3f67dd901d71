import { EngineError, toEngineError } from '../../../../contract/index.ts';
import type { Arrived, DoorQuestion, FromEngine, ToEngine, Verdict } from './protocol.ts';

/** The engine as the thread of a door sees it. */
export interface EngineSide {
  /** @throws EngineError `disk-full` when nothing may be taken at present */
  assertSpace(): Promise<void>;
  /**
   * The same for something that may be large.
   * @param bytes that are still to come, as far as that is known
   */
  assertRoom(bytes: number): Promise<void>;
  /**
   * Hands over what arrived; resolves when it may be acknowledged.
   * @throws EngineError `disk-full`, `disk-failed`, `database-failed`; then nothing was taken
   */
  take(arrived: Arrived, sender: string): Promise<Verdict>;
  /** Counts something that was refused before all of it had come. */
  refused(sender: string, message: string): void;
  /** What came could not be written: the disk guard finds out whether anything can be. */
  failed(cause: unknown): void;
}

interface Waiting {
  resolve(verdict: Verdict | null): void;
  reject(cause: EngineError): void;
}

/** The way of a thread to the engine; `hear` is to be given the engine's answers. */
export function createEngineSide(send: (message: ToEngine) => void): {
  engine: EngineSide;
  hear: (message: FromEngine) => void;
} {
  const open = new Map<number, Waiting>();
  let lastId = 0;
  function ask(question: DoorQuestion): Promise<Verdict | null> {
    return new Promise((resolve, reject) => {
      lastId += 1;
      open.set(lastId, { resolve, reject });
      send({ type: 'question', id: lastId, question });
    });
  }
  async function assertRoom(bytes: number): Promise<void> {
    await ask({ ask: 'room', bytes });
  }
  return {
    engine: {
      assertSpace: () => assertRoom(0),
      assertRoom,
      async take(arrived, sender) {
        const verdict = await ask({ ask: 'take', arrived, sender });
        if (verdict === null) throw new Error('The engine gave no verdict on what arrived');
        return verdict;
      },
      refused: (sender, message) => send({ type: 'refused', sender, message }),
      failed: (cause) => send({ type: 'write-failed', problem: toEngineError(cause).toReply() }),
    },
    hear(message) {
      const waiting = open.get(message.id);
      open.delete(message.id);
      if (message.type === 'answer') waiting?.resolve(message.verdict);
      else waiting?.reject(EngineError.fromReply(message.error));
    },
  };
}
