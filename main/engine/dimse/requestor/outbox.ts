import type { Socket } from 'node:net';

/** Sends bytes one message after another. */
export interface Outbox {
  /** Resolves when the system has taken all of them, so that their memory may be used again. */
  write(parts: readonly Buffer[]): Promise<void>;
  /** Runs `send` when nothing else is being sent. */
  exclusively(send: () => Promise<void>): Promise<void>;
}

/** @param stalled called when the peer takes nothing for `seconds` */
export function createOutbox(socket: Socket, seconds: number, stalled: () => void): Outbox {
  let last: Promise<void> = Promise.resolve();
  return {
    write(parts) {
      return new Promise((resolve, reject) => {
        let before = socket.bytesWritten - socket.writableLength;
        const timer = setInterval(() => {
          const now = socket.bytesWritten - socket.writableLength;
          if (now === before) stalled();
          before = now;
        }, seconds * 1000);
        const done = (cause?: Error | null) => {
          clearInterval(timer);
          if (cause) reject(cause);
          else resolve();
        };
        if (!socket.writable) {
          done(new Error('the connection is closed'));
          return;
        }
        socket.cork();
        parts.forEach((part, index) => {
          if (index === parts.length - 1) socket.write(part, done);
          else socket.write(part);
        });
        socket.uncork();
      });
    },
    exclusively(send) {
      const sent = last.then(send);
      last = sent.catch(() => undefined);
      return sent;
    },
  };
}
