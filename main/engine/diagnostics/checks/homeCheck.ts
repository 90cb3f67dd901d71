import { chmod, lstat } from 'node:fs/promises';
import { canUse } from '../access.ts';
import type { Check } from '../types.ts';

/** Rights of others than the owner. */
const ofOthers = 0o022;

/** The data home: whether it can be written, and by its owner alone. */
export const homeCheck: Check = {
  id: 'home',
  limitMs: 5000,
  async look(_, { surroundings: { home } }) {
    const facts = [home];
    const problem = await canUse(home);
    if (problem !== null)
      return {
        state: 'failed',
        found: `The data home cannot be used: ${problem}.`,
        advice: 'Give your user the right to read and write it, or choose another with DCM_PROCESSOR_HOME.',
        facts,
      };
    const { mode, uid } = await lstat(home);
    if (process.getuid !== undefined && uid !== process.getuid())
      return {
        state: 'warning',
        found: 'The data home belongs to another user.',
        advice: 'Files that both of you make cannot be removed by the other. Let each user have an own one.',
        facts,
      };
    if (process.platform !== 'win32' && (mode & ofOthers) !== 0)
      return {
        state: 'failed',
        found: 'Other users of this machine may write to the data home.',
        advice: 'They could put code of theirs in the place of your services.',
        fix: 'close-home',
        facts: [...facts, `Mode ${(mode & 0o777).toString(8)}`],
      };
    return { state: 'ok', found: 'The data home can be written by its owner.', facts };
  },
  fixes: {
    async 'close-home'(_, { surroundings: { home } }) {
      const { mode } = await lstat(home);
      await chmod(home, mode & 0o777 & ~ofOthers);
    },
  },
};
