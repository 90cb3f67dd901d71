import net from 'node:net';

/** A socket, and how its bytes are heard. */
export interface ReadSocket {
  socket: net.Socket;
  /** Calls `take` with bytes that last as long as the call. Absent: they come as `data` events. */
  onBytes?: (take: (bytes: Buffer) => void) => void;
}

/** One for all sockets of the thread, because what is read is dealt with before anything else is read. */
const shared = Buffer.allocUnsafeSlow(256 * 1024);

/**
 * Has an accepted socket read into the same memory again and again. Without it every read makes a buffer of 64 KiB;
 * at full speed collecting them takes as much time as everything else, and the memory of hundreds of them.
 *
 * Node offers that to sockets that it connects (`onread`), and to accepted ones only by their handle, which is not part
 * of its interface: where it is not as expected, the socket is used as it is.
 * @param accepted of a server that pauses its connections
 */
export function shareReads(accepted: net.Socket): ReadSocket {
  const handle: unknown = Reflect.get(accepted, '_handle');
  if (!isAdoptable(handle)) {
    accepted.resume();
    return { socket: accepted };
  }
  let take: (bytes: Buffer) => void = () => undefined;
  const socket = new net.Socket({
    handle,
    onread: {
      buffer: shared,
      callback(count) {
        take(shared.subarray(0, count));
        // Whoever wants to read no more for now has paused the socket.
        return true;
      },
    },
  });
  // It has a new owner.
  Reflect.set(accepted, '_handle', null);
  return {
    socket,
    onBytes(wanted) {
      take = wanted;
    },
  };
}

/** The handle of a connection, which the types of Node do not know to be one that a new socket takes. */
function isAdoptable(handle: unknown): handle is NonNullable<net.SocketConstructorOpts['handle']> {
  return (
    typeof handle === 'object' &&
    handle !== null &&
    typeof Reflect.get(handle, 'useUserBuffer') === 'function'
  );
}
