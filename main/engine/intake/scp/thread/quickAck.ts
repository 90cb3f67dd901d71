import type { Socket } from 'node:net';
import { linuxHelper } from '../../../context/index.ts';

/** What answers senders at once that wait for acknowledgements (Nagle's algorithm on their side). */
export interface QuickAck {
  /** To be called after every read of that socket: the system goes back to its own way by itself. */
  afterRead(socket: Socket): () => void;
  /** Why it is not there; null when it is, or when this system has no such thing. */
  problem: string | null;
}

const slower = 'Senders with default network settings are slow: the helper for them is missing.';

/** Everything works without the helper, only untuned senders are slower. */
export function loadQuickAck(): QuickAck {
  const { helper, problem } = linuxHelper();
  if (helper === null) {
    return {
      afterRead: () => () => undefined,
      problem: problem === null ? null : `${slower} ${problem}`,
    };
  }
  return {
    problem: null,
    afterRead(socket) {
      const fd = descriptorOf(socket);
      if (fd === null) return () => undefined;
      return () => {
        if (!socket.destroyed) helper.quickAck(fd);
      };
    },
  };
}

/** Node hands out no descriptor of a socket, but its handle knows it. */
function descriptorOf(socket: Socket): number | null {
  const handle: unknown = Reflect.get(socket, '_handle');
  const fd: unknown = typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : null;
  return typeof fd === 'number' && fd >= 0 ? fd : null;
}
