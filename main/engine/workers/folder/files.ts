import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { finding } from '../../../../contract/index.ts';
import type { Finding } from '../../../../contract/index.ts';
import { isInside, isLeftOut } from '../../context/index.ts';

/** More files than this are no worker but a home folder that was chosen by mistake. */
const mostFiles = 20_000;

/** What a backup of a worker says beside its files; no part of the worker. */
export const backupNoteName = 'dcm-processor-worker.json';

/** A file of a worker folder. */
export interface WorkerFile {
  /** Relative to the folder, with `/`. */
  relative: string;
  absolute: string;
  /** Bytes. */
  size: number;
  isExecutable: boolean;
  /** When its content changed last, in milliseconds since the epoch. */
  changedAt: number;
}

/** Every file of the folder, sorted; links are followed as long as they stay inside, others are findings. */
export function listWorkerFiles(folder: string): { files: WorkerFile[]; findings: Finding[] } {
  const files: WorkerFile[] = [];
  const findings: Finding[] = [];
  const root = realpathSync(folder);

  function walk(absolute: string, relative: string, ancestors: readonly string[]): void {
    for (const name of readdirSync(absolute).sort()) {
      if (isLeftOut(name) || files.length > mostFiles) continue;
      const child = path.join(absolute, name);
      const shown = relative === '' ? name : `${relative}/${name}`;
      if (lstatSync(child).isSymbolicLink() && !staysInside(child, root)) {
        findings.push(
          finding('error', 'link-outside', 'The link leads out of the folder, or nowhere.', { file: shown }),
        );
        continue;
      }
      const real = realpathSync(child);
      const found = statSync(child);
      if (found.isDirectory()) {
        if (!ancestors.includes(real)) walk(child, shown, [...ancestors, real]);
      } else if (found.isFile() && shown !== backupNoteName) {
        const isExecutable = (found.mode & 0o111) !== 0;
        const { size, mtimeMs: changedAt } = found;
        files.push({ relative: shown, absolute: child, size, isExecutable, changedAt });
      }
    }
  }
  walk(root, '', [root]);
  if (files.length > mostFiles)
    findings.push(finding('error', 'too-many-files', `The folder has more than ${mostFiles} files.`));
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

/** Larger files, such as models and wheels, are not read to see whether they have changed, in bytes. */
const largestRead = 4 * 1024 * 1024;
/** Hashes of files by path and stamp: lists of workers are asked for often. */
const known = new Map<string, { stamp: string; digest: Buffer }>();

/** SHA-256 over names, contents and what may be executed, hexadecimal; large files count by size and time. */
export function hashWorkerFiles(files: readonly WorkerFile[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file.relative}\0${file.isExecutable ? 'x' : '-'}`);
    hash.update(file.size > largestRead ? `${file.size}:${file.changedAt}` : digestOf(file));
  }
  return hash.digest('hex');
}

function digestOf({ absolute, size, changedAt }: WorkerFile): Buffer {
  const stamp = `${size}:${changedAt}`;
  const before = known.get(absolute);
  if (before?.stamp === stamp) return before.digest;
  const digest = createHash('sha256').update(readFileSync(absolute)).digest();
  if (known.size > mostFiles) known.clear();
  known.set(absolute, { stamp, digest });
  return digest;
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
