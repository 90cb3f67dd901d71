import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';

/** The helper of `native/quickack`. */
interface Helper {
  /** Has what arrives on that socket acknowledged at once; false when the system refused. */
  quickAck(fd: number): boolean;
}

/** What answers senders at once that wait for acknowledgements (Nagle's algorithm on their side). */
export interface QuickAck {
  /** To be called after every read of that socket: the system goes back to its own way by itself. */
  afterRead(socket: Socket): () => void;
  /** Why it is not there; null when it is, or when this system has no such thing. */
  problem: string | null;
}

const slower = 'Senders with default network settings are slow: the helper for them is missing.';
const none = { afterRead: () => () => undefined };

/** Loads the helper where there is one. Everything works without it, only untuned senders are slower. */
export function loadQuickAck(): QuickAck {
  if (process.platform !== 'linux') return { ...none, problem: null };
  const file = helperFile();
  if (file === null) return { ...none, problem: `${slower} It is built with a C compiler: npm run setup.` };
  try {
    const helper = createRequire(import.meta.url)(file) as Helper;
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
  } catch (cause) {
    return { ...none, problem: `${slower} It cannot be loaded: ${String(cause)}` };
  }
}

/** Beside the bundles of a package, else where `scripts/setup` put it; null without one. */
function helperFile(): string | null {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    for (const place of [['native'], ['node_modules', '.cache', 'dcm-processor', 'native']]) {
      const file = path.join(folder, ...place, 'quickack.node');
      if (existsSync(file)) return file;
    }
    const parent = path.dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
}

/** Node hands out no descriptor of a socket, but its handle knows it. */
function descriptorOf(socket: Socket): number | null {
  const handle: unknown = Reflect.get(socket, '_handle');
  const fd: unknown = typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : null;
  return typeof fd === 'number' && fd >= 0 ? fd : null;
}
