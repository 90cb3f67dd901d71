import { chmod, mkdir, stat } from 'node:fs/promises';
import { EngineError } from '../../../../contract/index.ts';
import { canUse } from '../access.ts';
import type { Check, CheckedApplication, OpenedApplication } from '../types.ts';

/** What the owner of a folder needs to work in it. */
const ownersRights = 0o700;

/** The folders of an application: whether they are there, and may be read and written. */
export const foldersCheck: Check<CheckedApplication> = {
  id: 'folders',
  limitMs: 15_000,
  async look({ folder: root, open }) {
    if (open === null) {
      const problem = await canUse(root);
      return problem === null
        ? { state: 'unused', found: 'The application is not open.' }
        : {
            state: 'failed',
            found: `Its folder cannot be used. ${root}: ${problem}.`,
            advice: 'Bring the folder back, or mount the disk that it is on.',
            facts: [root],
          };
    }
    const wrong = [];
    const folders = foldersOf(open);
    for (const folder of folders) {
      const problem = await canUse(folder);
      if (problem !== null) wrong.push(`${folder}: ${problem}`);
    }
    const [first] = wrong;
    if (first === undefined)
      return { state: 'ok', found: `All ${folders.length} folders can be read and written.` };
    return {
      state: 'failed',
      found:
        wrong.length === 1 ? `A folder cannot be used. ${first}.` : `${wrong.length} folders cannot be used.`,
      advice:
        'Missing ones can be made, and rights be given, where they are yours. A disk that is not mounted has to be.',
      fix: 'make-folders',
      facts: wrong,
    };
  },
  fixes: {
    async 'make-folders'({ open }) {
      if (open === null) throw new EngineError('application-damaged');
      for (const folder of foldersOf(open)) {
        await mkdir(folder, { recursive: true });
        const { mode } = await stat(folder);
        if ((mode & ownersRights) !== ownersRights) await chmod(folder, (mode & 0o777) | ownersRights);
      }
    },
  },
};

function foldersOf(open: OpenedApplication): string[] {
  const { root, archive, staging, quarantine, registry, modules, runs, logs } = open.folders;
  return [root, archive, staging, quarantine, registry, modules, runs, logs];
}
