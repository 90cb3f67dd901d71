import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { timed } from '../support/index.ts';
import type { RunningReceiver } from './receivers.ts';

/**
 * Sends the files of each folder by a dcmtk `storescu` of its own, all at once.
 * @returns instances per second, from the start of the first process to the end of the last
 * @throws Error when one of them fails or not everything is stored
 */
export async function sendBy(
  receiver: RunningReceiver,
  folders: readonly string[],
  files: number,
  variables: Record<string, string>,
): Promise<number> {
  const before = await receiver.stored();
  const milliseconds = await timed(() =>
    Promise.all(folders.map((folder) => storescu(receiver, folder, variables))),
  );
  const stored = (await receiver.stored()) - before;
  if (stored !== files) throw new Error(`${receiver.aeTitle} has stored ${stored} of ${files} instances.`);
  return files / (milliseconds / 1000);
}

async function storescu(
  receiver: RunningReceiver,
  folder: string,
  variables: Record<string, string>,
): Promise<void> {
  const target = ['-aec', receiver.aeTitle, '127.0.0.1', String(receiver.port)];
  const args = ['-R', '--max-pdu', '131072', '+sd', '+r', ...target, folder];
  const child = spawn('storescu', args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...variables },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2000);
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`storescu ended with ${String(code)}: ${said}`);
}
