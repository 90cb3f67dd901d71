import { rm } from 'node:fs/promises';

/**
 * Does something with a folder that was just written. Where that fails the folder goes as well, so that the same can be
 * asked for again.
 */
export async function orRemoved<Result>(
  folder: string,
  use: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await use();
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw cause;
  }
}
