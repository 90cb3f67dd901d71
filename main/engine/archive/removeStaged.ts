import { rmSync } from 'node:fs';

/** Removes a file of the staging folder. What cannot be removed now is removed at the next start. */
export function removeStaged(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The reason shows at once where it matters: at the next file that is to be written.
  }
}
