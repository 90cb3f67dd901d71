import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** How long the log of a container is kept that is there no longer, in milliseconds. */
const keptForMs = 30 * 24 * 3600 * 1000;

/** Removes the logs of containers that went long ago. @param present names of those that are there */
export async function removeForgotten(folder: string, present: ReadonlySet<string>): Promise<void> {
  let names;
  try {
    names = await readdir(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw cause;
  }
  for (const name of names) {
    if (present.has(name)) continue;
    const own = path.join(folder, name);
    const files = (await readdir(own)).map((file) => path.join(own, file));
    const times = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
    if (Math.max(0, ...times) < Date.now() - keptForMs) await rm(own, { recursive: true, force: true });
  }
}
