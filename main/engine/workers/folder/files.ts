import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ServiceFinding } from '../../../../contract/index.ts';
import { isInside } from '../../context/index.ts';
import { finding } from './findings.ts';

/** Names that are no part of a worker: caches and version control. */
const leftOut = new Set(['__pycache__', '.git', '.hg', '.svn', '.DS_Store']);
/** More files than this are no worker but a home folder that was chosen by mistake. */
const mostFiles = 20_000;

/** A file of a worker folder. */
export interface WorkerFile {
  /** Relative to the folder, with `/`. */
  relative: string;
  absolute: string;
  /** Bytes. */
  size: number;
  isExecutable: boolean;
}

/** Every file of the folder, sorted; links are followed as long as they stay inside, others are findings. */
export function listWorkerFiles(folder: string): { files: WorkerFile[]; findings: ServiceFinding[] } {
  const files: WorkerFile[] = [];
  const findings: ServiceFinding[] = [];
  const root = realpathSync(folder);

  function walk(absolute: string, relative: string, ancestors: readonly string[]): void {
    for (const name of readdirSync(absolute).sort()) {
      if (leftOut.has(name) || name.endsWith('.pyc') || files.length > mostFiles) continue;
      const child = path.join(absolute, name);
      const shown = relative === '' ? name : `${relative}/${name}`;
      if (lstatSync(child).isSymbolicLink() && !staysInside(child, root)) {
        findings.push(finding('error', 'The link leads out of the folder, or nowhere.', shown));
        continue;
      }
      const real = realpathSync(child);
      const found = statSync(child);
      if (found.isDirectory()) {
        if (!ancestors.includes(real)) walk(child, shown, [...ancestors, real]);
      } else if (found.isFile()) {
        const isExecutable = (found.mode & 0o111) !== 0;
        files.push({ relative: shown, absolute: child, size: found.size, isExecutable });
      }
    }
  }
  walk(root, '', [root]);
  if (files.length > mostFiles)
    findings.push(finding('error', `The folder has more than ${mostFiles} files.`, ''));
  return { files, findings };
}

function staysInside(link: string, root: string): boolean {
  try {
    return isInside(realpathSync(link), root);
  } catch {
    // A link to nothing, or in a circle.
    return false;
  }
}

/** SHA-256 over names, contents and what may be executed, hexadecimal. */
export function hashWorkerFiles(files: readonly WorkerFile[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file.relative}\0${file.isExecutable ? 'x' : '-'}`);
    hash.update(createHash('sha256').update(readFileSync(file.absolute)).digest());
  }
  return hash.digest('hex');
}

/** Files that are `named`, or lie in a folder of that name. */
export function filesBelow<File extends Pick<WorkerFile, 'relative'>>(
  files: readonly File[],
  named: string,
): File[] {
  const wanted = path.posix.normalize(named).replace(/\/$/, '');
  if (wanted === '.') return [...files];
  return files.filter(({ relative }) => relative === wanted || relative.startsWith(`${wanted}/`));
}
