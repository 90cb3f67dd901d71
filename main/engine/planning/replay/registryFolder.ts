import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * A folder of callbacks as it would be with a service installed: the others as they are, and a copy of that one, so
 * that all of a replay is asked the same code.
 */
export async function registryWith(
  registry: string,
  service: { name: string; folder: string },
  target: string,
): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(registry, { withFileTypes: true })) {
    if (entry.name === service.name || entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) {
      await symlink(path.join(registry, entry.name), path.join(target, entry.name), 'junction');
    }
  }
  await cp(service.folder, path.join(target, service.name), {
    recursive: true,
    dereference: true,
    filter: (source) => path.basename(source) !== '__pycache__',
  });
}
