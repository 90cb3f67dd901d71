import { createWriteStream } from 'node:fs';
import { chmod, lstat, mkdir, rm, symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Headers } from 'tar-stream';
import { EngineError } from '../../../../contract/index.ts';
import { isInside } from '../../context/index.ts';
import { partsOfName } from '../archive/entryName.ts';
import { headName, tailName, tailSchema } from '../archive/format.ts';
import type { BackupTail } from '../archive/format.ts';
import { parseIndex, readBackup, textOf } from '../archive/reader.ts';
import { partOf } from '../files/parts.ts';
import { settleHistory } from '../settle/history.ts';
import type { CopyNotesTold, CopyOrder } from './order.ts';
import type { CopyProgress } from './progress.ts';

const settingsName = 'application.json';

/** What was unpacked so far. */
interface Unpacked {
  files: number;
  bytes: number;
  instances: number;
  /** Things that this system has no names for. */
  unreadable: number;
  settings: string | null;
  tail: BackupTail | null;
  /** Files of services and workers. */
  installed: Set<string>;
  links: { name: string; leadsTo: string }[];
}

/** Unpacks a backup into a new folder, and makes its history fit. Until it has ended, nothing of it is to be trusted. */
export async function unpackFiles(
  order: Extract<CopyOrder, { kind: 'unpack' }>,
  progress: CopyProgress,
): Promise<CopyNotesTold> {
  const { file, target, description } = order;
  await mkdir(target);
  const unpacked: Unpacked = {
    files: 0,
    bytes: 0,
    instances: 0,
    unreadable: 0,
    settings: null,
    tail: null,
    installed: new Set(),
    links: [],
  };
  await readBackup(file, async (header, content) => {
    unpacked.bytes += header.size ?? 0;
    await take(unpacked, target, header, content, file);
    progress({
      done: Math.min(unpacked.files, description.counts.files),
      total: description.counts.files,
      bytes: unpacked.bytes,
    });
  });
  const { tail, settings } = unpacked;
  if (tail === null || settings === null) throw refused('it has no settings, or no index');
  for (const name of unpacked.installed) {
    if (!tail.installed.includes(name)) await rm(path.join(target, name), { recursive: true, force: true });
  }
  await placeLinks(unpacked, target);
  if (description.parts.data) {
    const named = settleHistory(path.join(target, 'history.sqlite'), {
      at: description.at,
      parts: description.parts,
      isClone: false,
    });
    if (named !== unpacked.instances + tail.missing || unpacked.instances !== tail.instances)
      throw refused(`its history names ${named} images, and it holds ${unpacked.instances}`);
  }
  return { missing: tail.missing, links: 0, special: 0, unreadable: unpacked.unreadable, settings };
}

async function take(
  unpacked: Unpacked,
  target: string,
  header: Headers,
  content: Readable,
  file: string,
): Promise<void> {
  const { name, type } = header;
  if (name === headName) return;
  if (name === tailName) {
    unpacked.tail = parseIndex(tailSchema, await textOf(header, content), file);
    return;
  }
  if (name === settingsName && type === 'file') {
    unpacked.settings = await textOf(header, content);
    return;
  }
  const parts = partsOfName(name);
  if (parts === null) {
    unpacked.unreadable += 1;
    return;
  }
  const top = partOf(parts[0]);
  const clean = parts.join('/');
  if (top === 'services' || top === 'workers' || top === 'secrets') unpacked.installed.add(clean);
  const place = path.join(target, ...parts);
  if (type === 'symlink') {
    unpacked.links.push({ name: clean, leadsTo: header.linkname ?? '' });
    return;
  }
  if (type === 'directory') {
    await mkdir(place, { recursive: true });
    return;
  }
  if (type !== 'file' && type !== 'contiguous-file') throw refused(`an entry of the kind ${String(type)}`);
  await mkdir(path.dirname(place), { recursive: true });
  const mode = 0o600 | ((header.mode ?? 0) & 0o177);
  await pipeline(content, createWriteStream(place, { mode }));
  await chmod(place, mode);
  if (header.mtime !== undefined) await utimes(place, header.mtime, header.mtime);
  unpacked.files += 1;
  if (parts[0] === 'archive') unpacked.instances += 1;
}

/** Links come last, so that nothing is ever written through one; those that lead out of their tree are no backup's. */
async function placeLinks({ links, installed }: Unpacked, target: string): Promise<void> {
  for (const { name, leadsTo } of links) {
    const place = path.join(target, name);
    const tree = path.join(target, name.split('/')[0] ?? '');
    if (path.isAbsolute(leadsTo) || !isInside(path.resolve(path.dirname(place), leadsTo), tree))
      throw refused('a link that leads out of it');
    if ((await lstat(place).catch(() => null)) !== null) continue;
    // Windows has none without special rights: what they lead to is there all the same.
    await symlink(leadsTo, place).catch((cause: unknown) => {
      if (process.platform !== 'win32') throw cause;
      installed.delete(name);
    });
  }
}

function refused(details: string): EngineError {
  return new EngineError(
    'backup-invalid',
    'The backup is not one that DCM Processor made; nothing was restored.',
    { details },
  );
}
