import { createWriteStream } from 'node:fs';
import { copyFile, lstat, mkdir, realpath, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '../../../contract/index.ts';
import { isInside } from '../context/index.ts';
import { entryPlace, refuseEntry, shownEntry } from './entryPlace.ts';
import type { SourceLimits } from './limits.ts';
import { assertSpace } from './space.ts';
import type { FetchWork } from './types.ts';

/** Space is looked at again after so many bytes. */
const lookEvery = 64 * 1024 ** 2;

/** A folder that an archive is unpacked into, entry by entry; it refuses what would lie elsewhere or fill the disk. */
export interface Unpacking {
  /** Bytes that it may come to. */
  readonly allowedBytes: number;
  /** Counts an entry before anything is done with it. */
  count(): void;
  folder(name: string): Promise<void>;
  file(name: string, content: Readable, isExecutable: boolean): Promise<void>;
  /** A link; made only when all else is in place, so that nothing is written through it. */
  link(name: string, target: string): void;
  /** A second name of a file before. */
  copy(name: string, ofEntry: string): Promise<void>;
  /** Makes the links. */
  finish(): Promise<void>;
}

/**
 * @param root an empty folder
 * @param packedBytes size of the archive
 */
export function unpackInto(
  root: string,
  packedBytes: number,
  limits: SourceLimits,
  { signal, report }: FetchWork,
): Unpacking {
  const allowed = Math.min(limits.bytes, Math.max(limits.alwaysAllowed, packedBytes * limits.ratio));
  const links: { name: string; place: string; target: string }[] = [];
  const linkPlaces = new Set<string>();
  let entries = 0;
  let bytes = 0;
  let nextLook = 0;

  async function heed(more: number): Promise<void> {
    bytes += more;
    if (bytes > allowed)
      throw new EngineError(
        'archive-unsafe',
        allowed === limits.bytes
          ? `The archive unpacks to more than ${limits.bytes} bytes.`
          : 'The archive unpacks to very much more than it is long, as those do that are made to fill a disk.',
      );
    if (bytes < nextLook) return;
    nextLook = bytes + lookEvery;
    await assertSpace(root);
  }
  async function* counted(content: Readable): AsyncGenerator<Buffer> {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      await heed(chunk.length);
      report({ bytes });
      yield chunk;
    }
  }

  async function parentOf(name: string, place: string): Promise<string> {
    const absolute = path.join(root, place);
    try {
      await mkdir(path.dirname(absolute), { recursive: true });
    } catch (cause) {
      throw asRefusal(cause, name);
    }
    return absolute;
  }
  return {
    allowedBytes: allowed,
    count() {
      entries += 1;
      if (signal.aborted) throw new EngineError('cancelled');
      if (entries > limits.entries) throw tooManyEntries(limits);
      report({ done: entries });
    },
    async folder(name) {
      const place = entryPlace(name);
      if (place === '') return;
      await mkdir(path.join(root, place), { recursive: true }).catch((cause: unknown) => {
        throw asRefusal(cause, name);
      });
    },
    async file(name, content, isExecutable) {
      const place = entryPlace(name);
      if (place === '' || linkPlaces.has(place)) refuseEntry(name, 'which is there twice');
      const absolute = await parentOf(name, place);
      try {
        await pipeline(
          content,
          counted,
          createWriteStream(absolute, { flags: 'wx', mode: isExecutable ? 0o755 : 0o644 }),
          { signal },
        );
      } catch (cause) {
        if (signal.aborted) throw new EngineError('cancelled');
        throw asRefusal(cause, name);
      }
    },
    link(name, target) {
      const place = entryPlace(name);
      const wanted = target.replaceAll('\\', '/');
      const leadsOut =
        place === '' ||
        wanted === '' ||
        /^\/|^[A-Za-z]:|\0/.test(wanted) ||
        !isInside(path.resolve(root, path.dirname(place), wanted), path.resolve(root));
      if (leadsOut) refuseEntry(name, 'a link that leads out of it');
      if (linkPlaces.has(place)) refuseEntry(name, 'which is there twice');
      linkPlaces.add(place);
      links.push({ name, place, target: wanted });
    },
    async copy(name, ofEntry) {
      const from = path.join(root, entryPlace(ofEntry));
      const found = await lstat(from).catch(() => null);
      if (found?.isFile() !== true) refuseEntry(name, 'a second name of a file that it does not hold');
      await heed(found.size);
      const to = await parentOf(name, entryPlace(name));
      await copyFile(from, to, 1).catch((cause: unknown) => {
        throw asRefusal(cause, name);
      });
    },
    async finish() {
      const realRoot = await realpath(root);
      for (const { name, place, target } of links) {
        // A link before it may have changed where its folder is to lie.
        const end = await realEndOf(path.dirname(path.join(root, place)));
        if (end === null || !isInside(end, realRoot)) refuseEntry(name, 'which leads out of it');
        const absolute = await parentOf(name, place);
        await symlink(target, absolute).catch((cause: unknown) => {
          throw asRefusal(cause, name);
        });
      }
      for (const { name, place } of links) {
        const end = await realpath(path.join(root, place)).catch(() => null);
        if (end !== null && isInside(end, realRoot)) continue;
        await rm(path.join(root, place), { force: true });
        refuseEntry(name, end === null ? 'a link that leads nowhere' : 'a link that leads out of it');
      }
    },
  };
}

/** Where the part of a path lies that is there; null where a link leads nowhere. */
async function realEndOf(place: string): Promise<string | null> {
  const isThere = (await lstat(place).catch(() => null)) !== null;
  return isThere ? realpath(place).catch(() => null) : realEndOf(path.dirname(place));
}

export function tooManyEntries({ entries }: SourceLimits): EngineError {
  return new EngineError('archive-unsafe', `The archive holds more than ${entries} files and folders.`);
}

/** What the file system says of an entry that does not fit what is there already. */
function asRefusal(cause: unknown, name: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR')
    return new EngineError(
      'archive-unsafe',
      `The archive holds "${shownEntry(name)}" twice, or as file and folder.`,
    );
  if (code === 'EPERM')
    return new EngineError(
      'source-invalid',
      `The link "${shownEntry(name)}" of the archive cannot be made on this machine.`,
      { cause, advice: 'On Windows turn on its developer mode, or unpack the archive and use the folder.' },
    );
  if (code === 'ENOSPC')
    return new EngineError('disk-full', 'There is no space left to unpack the archive.', { cause });
  return cause;
}
