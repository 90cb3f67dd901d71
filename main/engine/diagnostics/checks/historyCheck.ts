import { stat } from 'node:fs/promises';
import { checkHistory, listBackups } from '../../database/index.ts';
import type { Check, CheckedApplication } from '../types.ts';

/** The database of an application, read from end to end on a thread of its own. */
export const historyCheck: Check<CheckedApplication> = {
  id: 'history',
  limitMs: 300_000,
  async look({ open }, { signal }) {
    if (open === null) return { state: 'unused', found: 'The application is not open.' };
    const { historyFile, backups } = open.folders;
    const damage = await checkHistory(historyFile, signal);
    const [newest] = listBackups(backups);
    const { size } = await stat(historyFile);
    const facts = [
      `${(size / 1024 ** 2).toFixed(1)} MB`,
      newest === undefined
        ? 'There is no backup.'
        : `Newest backup ${new Date(newest.at).toISOString()}, ${(newest.bytes / 1024 ** 2).toFixed(1)} MB`,
    ];
    if (damage !== null)
      return {
        state: 'failed',
        found: `The history is damaged: ${damage}.`,
        advice:
          newest === undefined
            ? 'There is no backup: it begins anew, and the archive is gone through again.'
            : 'The newest backup can take its place; the archive is gone through again.',
        fix: 'restore-history',
        facts,
      };
    if (newest === undefined && open.options.backups.everyMinutes === 0)
      return {
        state: 'warning',
        found: 'The history is sound, but no backups of it are made.',
        advice: 'Switch them on in the settings of the application.',
        facts,
      };
    return { state: 'ok', found: 'The history is sound.', facts };
  },
  fixes: {
    'restore-history': (application, { surroundings }) => surroundings.reopen(application.id, true),
  },
};
