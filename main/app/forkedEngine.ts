import { utilityProcess } from 'electron';
import type { MessagePortMain, UtilityProcess } from 'electron';
import { EngineError } from '../../contract/index.ts';
import { engineEntry, engineVariables, startMessageSchema } from '../link/index.ts';
import { serveCipher } from './cipher.ts';
import type { RunningEngine } from './supervisor.ts';

/** How much of what the engine wrote before it died is kept, in characters. */
const keptOutput = 8192;
/** The engine ends itself after 15 seconds at the latest; this is for one that no longer can, in milliseconds. */
const longestEnd = 20_000;

/**
 * Starts the engine as a utility process and resolves when it serves.
 * @throws EngineError what the engine says of itself, `engine-busy` for one; `engine-not-running` when it dies first
 */
export async function forkEngine(
  home: string,
  { atLogin }: { atLogin: boolean },
): Promise<RunningEngine<MessagePortMain>> {
  const child = utilityProcess.fork(engineEntry, ['--home', home, ...(atLogin ? ['--at-login'] : [])], {
    serviceName: 'DCM Processor engine',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: engineVariables(),
  });
  serveCipher(child);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-keptOutput);
  });
  const ended = new Promise<EngineError>((resolve) => {
    child.once('exit', (code) => {
      const details = `The engine process ended with exit code ${code}.\n${said}`;
      resolve(new EngineError('engine-not-running', 'The engine has ended unexpectedly.', { details }));
    });
  });
  await Promise.race([ready(child), ended.then((error) => Promise.reject(error))]);
  return {
    attach: (port) => child.postMessage('client', [port]),
    ended,
    async stop() {
      child.postMessage('stop');
      const timer = setTimeout(() => child.kill(), longestEnd);
      await ended;
      clearTimeout(timer);
    },
  };
}

function ready(child: UtilityProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (value: unknown) => {
      const message = startMessageSchema.safeParse(value);
      if (!message.success) return;
      if (message.data.kind === 'ready') resolve();
      else reject(EngineError.fromReply(message.data.error));
    });
  });
}
