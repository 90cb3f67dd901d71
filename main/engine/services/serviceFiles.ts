import { constants, copyFileSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isLeftOut } from '../context/index.ts';
import { severalAtOnce } from './severalAtOnce.ts';

/** A file of a service folder. */
export interface ServiceFile {
  /** Relative to the folder that was listed, with `/`. */
  relative: string;
  absolute: string;
}

/**
 * Every file below `folder`, sorted. Links are followed, so that an installed service is complete in itself; a link
 * that leads back into its own ancestors is passed over instead of walked for ever.
 */
export function listServiceFiles(folder: string): ServiceFile[] {
  const files: ServiceFile[] = [];
  function walk(absolute: string, relative: string, ancestors: readonly string[]): void {
    const real = realpathSync(absolute);
    if (ancestors.includes(real)) return;
    for (const name of readdirSync(absolute).sort()) {
      if (isLeftOut(name)) continue;
      const child = {
        absolute: path.join(absolute, name),
        relative: relative === '' ? name : `${relative}/${name}`,
      };
      const found = statSync(child.absolute, { throwIfNoEntry: false });
      if (found?.isDirectory()) walk(child.absolute, child.relative, [...ancestors, real]);
      else if (found?.isFile()) files.push({ relative: child.relative, absolute: child.absolute });
    }
  }
  walk(folder, '', []);
  return files;
}

/** True for what is installed of a service folder: its two packages, not what lies beside them. */
export function isInstalled(file: ServiceFile): boolean {
  return file.relative.startsWith('module/') || file.relative.startsWith('registry/');
}

/** Copies the files that lie below `part` of a service folder into `target`. */
export function copyServicePart(files: readonly ServiceFile[], part: string, target: string): void {
  mkdirSync(target, { recursive: true });
  for (const file of files) {
    if (!file.relative.startsWith(`${part}/`)) continue;
    const destination = path.join(target, file.relative.slice(part.length + 1));
    mkdirSync(path.dirname(destination), { recursive: true });
    copyFileSync(file.absolute, destination, constants.COPYFILE_FICLONE);
  }
}

/** The same without holding up anything else meanwhile. */
export async function copyServicePartAside(
  files: readonly ServiceFile[],
  part: string,
  target: string,
): Promise<void> {
  await mkdir(target, { recursive: true });
  const own = files.filter((file) => file.relative.startsWith(`${part}/`));
  await severalAtOnce(own, async (file) => {
    const destination = path.join(target, file.relative.slice(part.length + 1));
    await mkdir(path.dirname(destination), { recursive: true });
    await copyFile(file.absolute, destination, constants.COPYFILE_FICLONE);
  });
}
