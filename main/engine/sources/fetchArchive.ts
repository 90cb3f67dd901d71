import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '../../../contract/index.ts';
import { archiveKind } from './archiveKind.ts';
import { download, readWebAddress } from './download.ts';
import type { SourceLimits } from './limits.ts';
import type { Credentials, FetchWork, FetchedTree, SourceNetwork } from './types.ts';
import { unpackInto } from './unpackInto.ts';
import { unpackTar } from './unpackTar.ts';
import { unpackZip } from './unpackZip.ts';

export interface ArchiveFetch {
  /** Absolute path; this or `url`. */
  path: string | undefined;
  url: string | undefined;
  sha256: string | undefined;
  credentials: Credentials | null;
  /** Folder to be made. */
  target: string;
  limits: SourceLimits;
}

/**
 * Downloads an archive where it is none of this machine, and unpacks it.
 * @throws EngineError `source-…`, `archive-unsafe`, `disk-full`, `cancelled`
 */
export async function fetchArchive(
  request: ArchiveFetch,
  network: SourceNetwork,
  work: FetchWork,
): Promise<FetchedTree> {
  const { target, limits, sha256 } = request;
  const root = path.join(target, 'tree');
  await mkdir(root, { recursive: true });
  const web = request.url === undefined ? null : readWebAddress(request.url);
  const file = request.path ?? path.join(target, 'archive');
  const shown = web?.shown ?? file;
  if (web !== null) {
    const credentials = web.credentials ?? request.credentials;
    await download({ ...web, credentials, target: file, mostBytes: limits.bytes }, network, work);
  }
  if (sha256 !== undefined) compareHash(await hashOf(file, shown, work.signal), sha256, shown);
  const kind = await archiveKind(file, shown);
  const into = unpackInto(root, (await stat(file)).size, limits, work);
  if (kind === 'zip') await unpackZip(file, into, limits);
  else await unpackTar(file, kind === 'tar.gz', into, work.signal);
  await into.finish();
  if (web !== null) await rm(file, { force: true });
  return {
    root,
    content: await withoutWrapper(root),
    origin: {
      kind: 'archive',
      path: web === null ? file : null,
      url: web?.shown ?? null,
      ref: null,
      commit: null,
      submodules: true,
    },
  };
}

/** Archives of repositories hold one folder with everything in it, whose name changes with every version. */
async function withoutWrapper(root: string): Promise<string> {
  const [only, ...more] = await readdir(root, { withFileTypes: true });
  if (only === undefined) throw new EngineError('source-invalid', 'The archive is empty.');
  const isPart = only.name === 'registry' || only.name === 'module';
  return more.length === 0 && only.isDirectory() && !isPart ? path.join(root, only.name) : root;
}

function compareHash(found: string, wanted: string, shown: string): void {
  if (found === wanted) return;
  throw new EngineError(
    'source-invalid',
    `${shown} is not the archive that was asked for: its SHA-256 differs.`,
    {
      details: `SHA-256 is ${found}, and ${wanted} was asked for.`,
      advice: 'It was changed since, or damaged on its way; ask whoever made it.',
    },
  );
}

async function hashOf(file: string, shown: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash, { signal });
  } catch (cause) {
    if (signal.aborted) throw new EngineError('cancelled');
    throw new EngineError('source-invalid', `The archive ${shown} cannot be read.`, { cause });
  }
  return hash.digest('hex');
}
