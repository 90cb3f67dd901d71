import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../setup/index.mjs';

/** Longest time one tool may take, in minutes: a suite that hangs is a failed one, and the next suite still runs. */
const limitMinutes = 40;
/** How long output that is still on its way is waited for after the tool has exited, in milliseconds. */
const drainMs = 2_000;

/**
 * Runs a tool of the project under this Node, showing what it prints.
 * @param script path of its JavaScript below the checkout
 * @returns its exit code (null after a signal, or when it took too long and was ended) and its standard output
 */
export async function runTool(
  script: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env,
    // Never its own standard streams: what outlives the tool would keep the caller of `npm test` waiting.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  child.stderr.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const limit = setTimeout(() => {
    console.error(`${script} had not ended after ${limitMinutes} minutes and was stopped.`);
    child.kill('SIGKILL');
  }, limitMinutes * 60_000);
  const code = await exited.finally(() => clearTimeout(limit));
  // A process that the tool left behind holds the pipe open: the tool's own end counts, not that one's.
  await Promise.race([closed, delay(drainMs, undefined, { ref: false })]);
  child.stdout.destroy();
  child.stderr.destroy();
  return { code, output };
}
