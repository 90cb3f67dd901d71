import { spawn } from 'node:child_process';
import { EngineError } from '../../../../../../contract/index.ts';
import type { Starter } from './start.ts';

/** What it may tell of why it failed, in characters. */
const longestWords = 4000;

/**
 * Runs what starts Docker. Resolves when that has ended, or, of an application that goes on running, when it began.
 * @throws EngineError `docker-unavailable` with what it said, `cancelled`
 */
export function launch(starter: Starter, signal: AbortSignal): Promise<void> {
  const { file, stays } = starter;
  return new Promise((resolve, reject) => {
    const failed = (details: string) =>
      reject(
        new EngineError('docker-unavailable', 'Docker could not be started.', {
          advice: 'Start it yourself: everything goes on by itself as soon as it runs.',
          details: `${[file, ...starter.arguments].join(' ')}\n${details}`,
        }),
      );
    const child = spawn(file, [...starter.arguments], {
      // What stays is to outlive this engine, and writes to nobody.
      detached: stays,
      stdio: ['ignore', 'ignore', stays ? 'ignore' : 'pipe'],
      ...(stays ? {} : { signal, windowsHide: true }),
    });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-longestWords);
    });
    child.on('error', (cause) => {
      if (signal.aborted) reject(new EngineError('cancelled'));
      else failed(cause.message);
    });
    if (stays) {
      child.on('spawn', () => {
        child.unref();
        resolve();
      });
      return;
    }
    child.on('exit', (code, name) => {
      if (code === 0) resolve();
      else failed(said.trim() || `It ended with ${code ?? name}.`);
    });
  });
}
