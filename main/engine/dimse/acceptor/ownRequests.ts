import type { CommandSet } from '../message/index.ts';

interface Waiting {
  resolve(answer: CommandSet): void;
  reject(cause: Error): void;
}

/** Requests that the acceptor sends on the association, and their answers. */
export interface OwnRequests {
  /** @returns the MessageID to use, and what becomes of it */
  start(): { id: number; answer: Promise<CommandSet> };
  answered(command: CommandSet): void;
  areWaiting(): boolean;
  /** The association ended: who waits is told. */
  end(): void;
}

export function createOwnRequests(): OwnRequests {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  return {
    start() {
      lastId = (lastId % 0xffff) + 1;
      const id = lastId;
      const answer = new Promise<CommandSet>((resolve, reject) => waiting.set(id, { resolve, reject }));
      return { id, answer };
    },
    answered(command) {
      const id = command.MessageIDBeingRespondedTo ?? 0;
      waiting.get(id)?.resolve(command);
      waiting.delete(id);
    },
    areWaiting: () => waiting.size > 0,
    end() {
      for (const { reject } of waiting.values()) reject(new Error('the association has ended'));
      waiting.clear();
    },
  };
}
