import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { EngineError, errorReplySchema } from '../../contract/index.ts';

/** What an engine process tells who started it, once. */
export const startMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('failed'), error: errorReplySchema }),
]);

/** Engine entry: the source in a checkout, the bundle beside this one in an installed program. */
export const engineEntry = fileURLToPath(new URL('../engine/main.ts', import.meta.url));

/**
 * Node 24 removes types by WebAssembly, whose wrappers V8 now and then frees twice when several threads get faster ones
 * at once. Only what runs from sources is concerned; there they stay as they are.
 */
const sourceFlags = ['--wasm-wrapper-tiering-budget=1000000000'];

/**
 * V8 keeps up to 100 MB for objects that have just been made, and lets garbage lie about there as long as there is
 * room. The engine's live for milliseconds: with a small part of that it takes as long and needs a fifth less in all.
 */
const memoryFlags = ['--max-semi-space-size=1'];

/**
 * Environment of an engine process. Node has four threads for files unless told otherwise before it starts; each
 * flush holds one for as long as the disk takes, and a disk does many at once as fast as one. The C library of Linux
 * keeps memory apart for each thread, and keeps what was freed: with that many threads it would be a third of all that
 * the engine has. Python gets none of these variables.
 */
export function engineVariables(): NodeJS.ProcessEnv {
  return {
    UV_THREADPOOL_SIZE: '16',
    MALLOC_ARENA_MAX: '2',
    MALLOC_TRIM_THRESHOLD_: '131072',
    ...process.env,
  };
}

/**
 * Starts an engine as a process of its own and resolves when it serves its socket.
 * @param purpose `call`: it ends when this process does, as soon as nobody else uses it; `serve`: it ends with this
 *   process in any case
 * @param entry another build of the engine
 * @throws EngineError of the engine, e.g. `engine-busy`; `engine-not-running` when it dies first
 */
export function startEngineProcess(
  home: string,
  purpose: 'call' | 'serve',
  entry: string = engineEntry,
): Promise<ChildProcess> {
  const child = fork(entry, ['--home', home, '--parent', purpose], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [...memoryFlags, ...(entry.endsWith('.ts') ? sourceFlags : [])],
    env: engineVariables(),
    // Ctrl-C at the terminal is for the command: it would end the engine, git and Python under it as well. On Windows a
    // detached process has no console that its own children could be in.
    detached: purpose === 'call' && process.platform !== 'win32',
  });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-8192);
    });
    child.once('error', (cause) => reject(new EngineError('engine-not-running', undefined, { cause })));
    child.once('exit', (code, signal) =>
      reject(
        new EngineError('engine-not-running', undefined, {
          details: `The engine process ended with ${signal ?? `exit code ${code}`}.\n${said}`,
        }),
      ),
    );
    child.on('message', (value) => {
      const message = startMessageSchema.safeParse(value);
      if (!message.success) return;
      if (message.data.kind === 'ready') resolve(child);
      else reject(EngineError.fromReply(message.data.error));
    });
  });
}
