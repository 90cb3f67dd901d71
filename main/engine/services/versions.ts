import { createHash } from 'node:crypto';
import { constants, existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, open, readFile, readdir, rename, rm, unlink } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { ApplicationFolders } from '../context/index.ts';
import { crashPoint, inTurn, newId } from '../context/index.ts';
import { hashOf } from './hashOf.ts';
import { isInstalled, listServiceFiles } from './serviceFiles.ts';
import type { ServiceFile } from './serviceFiles.ts';
import { severalAtOnce } from './severalAtOnce.ts';
import { stampOf } from './stamp.ts';

const manifestSchema = z.object({
  service: z.string(),
  /** `path` with `/`, beginning with `registry/` or `module/`; `hash`: SHA-256, hexadecimal. */
  files: z.array(z.object({ path: z.string(), hash: z.string() })),
});
type Manifest = z.infer<typeof manifestSchema>;

/**
 * Versions of services: what was in their folders when a job ran, by the hash over all of it. A file that several
 * versions share, such as the weights of a model, is kept once.
 */
export interface ServiceVersions {
  /**
   * Keeps what is installed of a service now, where it is not kept yet.
   * @returns its version: SHA-256 over names and contents, hexadecimal
   * @throws when the files cannot be read or copied
   */
  keep(service: string): Promise<string>;
  /** Keeps a service folder that is not installed. */
  keepFolder(service: string, folder: string): Promise<string>;
  has(version: string): Promise<boolean>;
  /** Number and origin of one that a service has, or had and may be put back to. */
  listed(version: string): ListedVersion | null;
  /**
   * Its files as they are kept, by their path in the service folder.
   * @throws when it is not kept
   */
  files(version: string): HashedFile[];
  /**
   * Puts the Python packages of a version into two folders, as `registry/<service>` and `modules/<service>`.
   * @throws when it is not kept
   */
  place(version: string, folders: { registry: string; modules: string }): Promise<void>;
  /** Forgets versions that nothing refers to, and files that no version has. */
  removeUnused(isUsed: (version: string) => boolean): Promise<void>;
}

/** A file, with the SHA-256 over what is in it, hexadecimal. */
export interface HashedFile extends ServiceFile {
  hash: string;
}

/** A version in the list of its service. */
export interface ListedVersion {
  number: number;
  /** In words; empty where it is not known. */
  origin: string;
}

/** What is known of services beside their folders. */
export interface VersionsOptions {
  /** Folder with the package that new jobs of a service use. */
  modulesOf?: (service: string) => string;
  listed?: (version: string) => ListedVersion | null;
}

export function createVersions(
  folders: ApplicationFolders,
  { modulesOf = () => folders.modules, listed = () => null }: VersionsOptions = {},
): ServiceVersions {
  const root = path.join(folders.root, 'service-versions');
  const contents = path.join(root, 'files');
  const manifestFile = (version: string) => path.join(root, `${version}.json`);
  /** What was kept last of each installed service, with how to tell that nothing has changed since. */
  const known = new Map<string, { unchanged: () => boolean; version: Promise<string> }>();
  /** Kept since the start: who kept them may not have written down yet that they are used. */
  const fresh = new Set<string>();
  /** One thing at a time, so that nothing is removed that is just being kept. */
  const next = inTurn();

  const filesOf = (service: string): ServiceFile[] =>
    [
      { part: 'module', folder: path.join(modulesOf(service), service) },
      { part: 'registry', folder: path.join(folders.registry, service) },
    ].flatMap(({ part, folder }) =>
      existsSync(folder)
        ? listServiceFiles(folder).map((file) => ({ ...file, relative: `${part}/${file.relative}` }))
        : [],
    );

  async function keepFiles(service: string, found: readonly ServiceFile[]): Promise<string> {
    await mkdir(contents, { recursive: true });
    const kept = await severalAtOnce(found, async ({ relative, absolute }) => ({
      relative,
      hash: await keepContent(absolute),
    }));
    const version = versionOf(kept);
    crashPoint('service-files-kept');
    if (!existsSync(manifestFile(version))) {
      const manifest: Manifest = {
        service,
        files: kept.map(({ relative, hash }) => ({ path: relative, hash })),
      };
      await flush(contents);
      await writeFileAtomic(manifestFile(version), JSON.stringify(manifest));
    }
    fresh.add(version);
    return version;
  }

  /** The copy is hashed, not the original: a file that is written meanwhile is kept as what was copied. */
  async function keepContent(file: string): Promise<string> {
    const hash = await hashOf(file);
    if (existsSync(path.join(contents, hash))) return hash;
    const incoming = path.join(contents, `.incoming-${newId()}`);
    try {
      await copyFile(file, incoming, constants.COPYFILE_FICLONE);
      const copied = await hashOf(incoming);
      // A version is promised to be whole once it is recorded.
      await flush(incoming);
      await rename(incoming, path.join(contents, copied));
      return copied;
    } finally {
      await rm(incoming, { force: true });
    }
  }

  async function readManifest(version: string): Promise<Manifest> {
    return manifestSchema.parse(JSON.parse(await readFile(manifestFile(version), 'utf8')));
  }

  async function removeUnused(isUsed: (version: string) => boolean): Promise<void> {
    if (!existsSync(root)) return;
    const used = new Set<string>();
    for (const name of await readdir(root)) {
      if (!name.endsWith('.json')) continue;
      const version = name.slice(0, -'.json'.length);
      if (!isUsed(version)) await unlink(path.join(root, name));
      else for (const file of (await readManifest(version)).files) used.add(file.hash);
    }
    if (!existsSync(contents)) return;
    for (const name of await readdir(contents)) {
      if (!used.has(name)) await rm(path.join(contents, name), { force: true });
    }
  }

  return {
    keep(service) {
      const before = known.get(service);
      if (before?.unchanged() === true) return before.version;
      const files = filesOf(service);
      const unchanged = stampOf(
        [path.join(modulesOf(service), service), path.join(folders.registry, service)],
        files.map((file) => file.absolute),
      );
      const version = next(() => keepFiles(service, files));
      known.set(service, { unchanged, version });
      version.catch(() => known.delete(service));
      return version;
    },
    keepFolder: (service, folder) =>
      next(() => keepFiles(service, listServiceFiles(folder).filter(isInstalled))),
    async has(version) {
      if (!/^[0-9a-f]{64}$/.test(version) || !existsSync(manifestFile(version))) return false;
      const { files } = await readManifest(version);
      return files.every((file) => existsSync(path.join(contents, file.hash)));
    },
    listed,
    files(version) {
      const { files } = manifestSchema.parse(JSON.parse(readFileSync(manifestFile(version), 'utf8')));
      return files.map(({ path: relative, hash }) => ({
        relative,
        absolute: path.join(contents, hash),
        hash,
      }));
    },
    async place(version, target) {
      const { service, files } = await readManifest(version);
      for (const file of files) {
        const [part, ...rest] = file.path.split('/');
        const parent = path.join(part === 'registry' ? target.registry : target.modules, service);
        const destination = path.join(parent, ...rest);
        await mkdir(path.dirname(destination), { recursive: true });
        await copyFile(path.join(contents, file.hash), destination, constants.COPYFILE_FICLONE);
      }
    },
    removeUnused: (isUsed) =>
      next(() =>
        removeUnused((version) => fresh.has(version) || listed(version) !== null || isUsed(version)),
      ),
  };
}

/** Files as they lie there, with their hashes, and the version that they would be. */
export async function hashFiles(
  files: readonly ServiceFile[],
): Promise<{ files: HashedFile[]; version: string }> {
  const hashed = await severalAtOnce(files, async (file) => ({ ...file, hash: await hashOf(file.absolute) }));
  return { files: hashed, version: versionOf(hashed) };
}

function versionOf(files: readonly Omit<HashedFile, 'absolute'>[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file.relative}\0`);
    hash.update(Buffer.from(file.hash, 'hex'));
  }
  return hash.digest('hex');
}

/** What was written in a file, or the names in a folder, where the system flushes what is open for reading. */
async function flush(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
