import { link, open, rename, rm } from 'node:fs/promises';
import { systemCode } from './systemCode.ts';

/** How a file gets another name. */
export interface NameWays {
  link: (from: string, to: string) => Promise<void>;
  rename: (from: string, to: string) => Promise<void>;
}

/** Gives a whole file its name, never over another file, also one that came meanwhile. It may keep its old one as well. */
export async function giveName(part: string, file: string, ways: NameWays = { link, rename }): Promise<void> {
  try {
    await ways.link(part, file);
  } catch (cause) {
    if (systemCode(cause) === 'EEXIST') throw cause;
    // A disk without hard links, as exFAT, says so in many ways. The name is taken first, then the whole file put there.
    const taken = await open(file, 'wx');
    await taken.close();
    try {
      await ways.rename(part, file);
    } catch (failure) {
      // Where it cannot be taken back either, what failed first is told.
      await rm(file, { force: true }).catch(() => undefined);
      throw failure;
    }
  }
}
