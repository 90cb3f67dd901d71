import { createReadStream, createWriteStream, existsSync, readdirSync, statSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';
import { EngineError } from '../../../../contract/index.ts';
import { makeFolders } from '../../../platform/index.ts';
import { newId } from '../../context/index.ts';
import type { ServiceFile } from '../serviceFiles.ts';
import { noteName } from './note.ts';
import type { BackupNote } from './note.ts';

/** What lies in a backup beside its files. */
interface NoteFile {
  name: string;
  text: string;
}

/** Copies a service as `backUpFiles` does. */
export function backUpService(
  target: string,
  files: readonly ServiceFile[],
  note: BackupNote,
): Promise<number> {
  return backUpFiles(target, files, { name: noteName, text: `${JSON.stringify(note, null, 2)}\n` });
}

/**
 * Copies files to a folder, or into an archive file where the path ends as one. It has its name only when it is whole,
 * and takes the place of nothing.
 * @returns bytes of the files in it
 * @throws EngineError `folder-not-usable` where something is there already, `disk-failed`
 */
export async function backUpFiles(
  target: string,
  files: readonly ServiceFile[],
  note: NoteFile,
): Promise<number> {
  const isArchive = /\.(?:zip|tar\.gz|tgz)$/i.test(target);
  refuseExisting(target, isArchive);
  const making = path.join(path.dirname(target), `.${path.basename(target)}.${newId()}`);
  try {
    makeFolders(path.dirname(target));
    if (!isArchive) await writeFolder(making, files, note);
    else if (/\.zip$/i.test(target)) await writeZip(making, files, note);
    else await writeTar(making, files, note);
    refuseExisting(target, isArchive);
    // An empty folder may have been chosen.
    if (!isArchive && existsSync(target)) await rmdir(target);
    await rename(making, target);
  } catch (cause) {
    // What kept it from being written is what is to be told, also where nothing can be removed.
    await rm(making, { recursive: true, force: true }).catch(() => undefined);
    if (cause instanceof EngineError) throw cause;
    throw new EngineError('disk-failed', `The backup could not be written to ${target}.`, { cause });
  }
  return files.reduce((sum, { absolute }) => sum + statSync(absolute).size, note.text.length);
}

function refuseExisting(target: string, isArchive: boolean): void {
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!isArchive && found.isDirectory() && readdirSync(target).length === 0) return;
  throw new EngineError('folder-not-usable', `There is something at ${target} already.`, {
    advice: 'Name a file that is not there yet, or a folder that is new or empty.',
  });
}

async function writeFolder(folder: string, files: readonly ServiceFile[], note: NoteFile): Promise<void> {
  await mkdir(folder);
  for (const { relative, absolute } of files) {
    const destination = path.join(folder, ...relative.split('/'));
    await mkdir(path.dirname(destination), { recursive: true });
    await copyFile(absolute, destination);
  }
  await writeFile(path.join(folder, note.name), note.text);
}

async function writeZip(file: string, files: readonly ServiceFile[], note: NoteFile): Promise<void> {
  const zip = new ZipFile();
  const packed = zip.outputStream.pipe(new PassThrough());
  // It leaves its own stream open when a file cannot be read.
  zip.on('error', (cause: Error) => packed.destroy(cause));
  const written = pipeline(packed, createWriteStream(file, { flags: 'wx' }));
  zip.addBuffer(Buffer.from(note.text), note.name);
  for (const { relative, absolute } of files) zip.addFile(absolute, relative);
  zip.end();
  await written;
}

async function writeTar(file: string, files: readonly ServiceFile[], note: NoteFile): Promise<void> {
  const tar = pack();
  const written = pipeline(tar, createGzip(), createWriteStream(file, { flags: 'wx' }));
  const adding = (async () => {
    tar.entry({ name: note.name }, note.text);
    for (const { relative, absolute } of files) {
      const { size, mode, mtime } = statSync(absolute);
      await pipeline(createReadStream(absolute), tar.entry({ name: relative, size, mode, mtime }));
    }
    tar.finalize();
  })();
  await Promise.all([adding, written]);
}
