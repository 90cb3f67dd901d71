import { mkdtemp, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Check, Surroundings } from '../types.ts';

/** Difference that is worth a word, in milliseconds. */
const tolerated = 5000;
/** Before this program was written no clock can have been right. */
const writtenAt = Date.UTC(2025, 0, 1);

/** Has the system keep the clock right, to be run by a person. */
const commands: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'sudo timedatectl set-ntp true',
  win32: 'w32tm /resync',
  darwin: 'sudo sntp -sS time.apple.com',
};
const setCommand = commands[process.platform] ?? null;

/** Whether the clock of this machine can be right, without asking another one. */
export const clockCheck: Check = {
  id: 'clock',
  limitMs: 5000,
  async look(_, { surroundings }) {
    const now = Date.now();
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const facts = [`${new Date(now).toISOString()}, time zone ${zone}`];
    if (now < writtenAt)
      return {
        state: 'failed',
        found: `The clock of this machine says ${new Date(now).getUTCFullYear()}.`,
        advice: 'Set it, and let the system keep it right by a time server.',
        command: setCommand,
        facts,
      };
    const ofDisk = await clockOfDisk(surroundings.home);
    facts.push(`The file system is ${describe(ofDisk)}`);
    if (Math.abs(ofDisk) > tolerated)
      return {
        state: 'warning',
        found: `The data home is on a server whose clock is ${describe(ofDisk)}.`,
        advice: 'Watched folders and backups go by its times. Let both machines use the same time server.',
        command: setCommand,
        facts,
      };
    const ahead = newestEntry(surroundings) - now;
    if (ahead > tolerated)
      return {
        state: 'warning',
        found: `Something in the history is from ${new Date(now + ahead).toISOString()}, which is yet to come.`,
        advice: 'The clock was set back since. If it is right now, nothing has to be done.',
        facts,
      };
    return { state: 'ok', found: 'The clock agrees with the file system and with the history.', facts };
  },
};

/** How far the clock that stamps files is ahead of ours, in milliseconds. */
async function clockOfDisk(folder: string): Promise<number> {
  const before = Date.now();
  const made = await mkdtemp(path.join(folder, '.check-'));
  try {
    const { mtimeMs } = await stat(made);
    const after = Date.now();
    if (mtimeMs < before) return mtimeMs - before;
    return Math.max(0, mtimeMs - after);
  } finally {
    await rmdir(made);
  }
}

function describe(ahead: number): string {
  // File systems keep times in steps of up to two seconds.
  if (Math.abs(ahead) <= 2000) return 'in step with it';
  return `${Math.round(Math.abs(ahead) / 1000)} s ${ahead > 0 ? 'ahead' : 'behind'}`;
}

function newestEntry(surroundings: Surroundings): number {
  const times = surroundings.applications().map(({ open }) => {
    if (open === null) return 0;
    const run = open.history.get<{ at: number }>(
      'SELECT created_at AS at FROM run ORDER BY number DESC LIMIT 1',
    );
    const sender = open.history.get<{ at: number | null }>('SELECT max(last_at) AS at FROM door_sender');
    return Math.max(run?.at ?? 0, sender?.at ?? 0);
  });
  return Math.max(0, ...times);
}
