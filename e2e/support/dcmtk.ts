import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A C-STORE door as a sender knows it. */
export interface SendTarget {
  host: string;
  port: number;
  aeTitle: string;
}

/** Runs a sender of DCMTK against a door. Rejects with what it wrote unless it exits with 0. */
async function send(program: string, args: readonly string[]): Promise<void> {
  await run(program, args, { timeout: 60_000, env: { ...process.env, TCP_NODELAY: '1' } });
}

/** C-ECHO. */
export function echo({ host, port, aeTitle }: SendTarget, callingAeTitle = 'ECHOSCU'): Promise<void> {
  return send('echoscu', ['-aet', callingAeTitle, '-aec', aeTitle, host, String(port)]);
}

/** Sends files, and folders with all they hold, by C-STORE. */
export function store(
  { host, port, aeTitle }: SendTarget,
  paths: readonly string[],
  callingAeTitle = 'STORESCU',
): Promise<void> {
  const titles = ['-aet', callingAeTitle, '-aec', aeTitle];
  return send('storescu', ['+sd', '+r', '-R', ...titles, host, String(port), ...paths]);
}
