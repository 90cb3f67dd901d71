import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { reasonOf } from '../access.ts';
import type { Check, CheckedApplication } from '../types.ts';

/** The folders that are watched for files: whether they can be reached. */
export const watchedFoldersCheck: Check<CheckedApplication> = {
  id: 'watched-folders',
  // A share whose server is away answers late.
  limitMs: 15_000,
  async look({ open }) {
    const folders = open?.options.watchedFolders.filter(({ enabled }) => enabled) ?? [];
    if (open === null || folders.length === 0) return { state: 'unused', found: 'No folder is watched.' };
    const problems = new Map(open.watchedFolders().map(({ id, problem }) => [id, problem]));
    const facts: string[] = [];
    const wrong: string[] = [];
    for (const { id, path, after, moveTo } of folders) {
      const problem =
        (await canRead(path, after !== 'keep')) ??
        (moveTo === null || after !== 'move' ? null : await canRead(moveTo, true)) ??
        problems.get(id) ??
        null;
      facts.push(`${path}: ${problem ?? 'reachable'}`);
      if (problem !== null) wrong.push(`${path}: ${problem}`);
    }
    const [first] = wrong;
    if (first === undefined) return { state: 'ok', found: 'All watched folders can be reached.', facts };
    return {
      state: 'failed',
      found:
        wrong.length === 1
          ? `A watched folder cannot be used. ${first}.`
          : `${wrong.length} watched folders cannot be used.`,
      advice:
        'Mount the share, or give your user the right to read it; files are taken as soon as it is there.',
      facts,
    };
  },
};

async function canRead(folder: string, isChanged: boolean): Promise<string | null> {
  try {
    await access(folder, constants.R_OK | constants.X_OK | (isChanged ? constants.W_OK : 0));
    await readdir(folder);
    return null;
  } catch (cause) {
    return reasonOf(cause);
  }
}
