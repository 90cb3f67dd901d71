import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';

const run = promisify(execFile);

interface ProcessRow {
  pid: number;
  parent: number;
  /** Ended, but not yet taken note of by its parent. */
  defunct: boolean;
}

async function listProcesses(): Promise<ProcessRow[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,stat=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, state = ''] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), defunct: state.startsWith('Z') };
    });
}

/** A process and all it started, directly or not; those that live. */
async function livingTree(root: number): Promise<number[]> {
  const rows = (await listProcesses()).filter(({ defunct }) => !defunct);
  const tree = rows.filter(({ pid }) => pid === root).map(({ pid }) => pid);
  // The array grows while it is walked.
  for (const parent of tree) tree.push(...rows.filter((row) => row.parent === parent).map(({ pid }) => pid));
  return tree;
}

/** Whether a process still runs. */
export async function isAlive(pid: number): Promise<boolean> {
  return (await listProcesses()).some((row) => row.pid === pid && !row.defunct);
}

/**
 * Ends a process and all it started at one moment, as a power cut would: none of them can react to the end of another.
 * Resolves when all are gone.
 */
export async function killTree(root: number): Promise<void> {
  const held = new Set<number>();
  for (;;) {
    const more = (await livingTree(root)).filter((pid) => !held.has(pid));
    if (more.length === 0) break;
    for (const pid of more) {
      held.add(pid);
      signal(pid, 'SIGSTOP');
    }
  }
  for (const pid of held) signal(pid, 'SIGKILL');
  await expect
    .poll(async () => {
      const rows = await listProcesses();
      return rows.filter(({ pid, defunct }) => held.has(pid) && !defunct).length;
    })
    .toBe(0);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended between being listed and being reached.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
