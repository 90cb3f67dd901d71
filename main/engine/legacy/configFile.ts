import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { EngineError } from '../../../contract/index.ts';
import { isFolder, readOldFile } from './readFile.ts';

const longestFile = 16 * 1024 * 1024;
const text = z.string().nullish().catch(null);
const parts = z.record(z.string(), z.unknown()).nullish().catch(null);

const applicationSchema = z.looseObject({
  name: text,
  base_dir: text,
  mapped_path: text,
  services: parts,
  workers: parts,
});
const configSchema = z.looseObject({
  apps: z.record(z.string(), z.unknown()).nullish(),
  proxies: z
    .looseObject({ http_proxy: text, https_proxy: text, ftp_proxy: text, no_proxy: text })
    .nullish()
    .catch(null),
  trusted_hosts: z.array(z.unknown()).nullish().catch(null),
});

/** An entry of `apps`, as far as it is one. */
export interface OldEntry {
  /** Its key. */
  name: string;
  baseFolder: string | null;
  mappedFolder: string | null;
  services: string[];
  workers: string[];
}

export interface OldConfig {
  /** Absolute path. */
  file: string;
  applications: OldEntry[];
  proxies: { http: string | null; https: string | null; ftp: string | null; no: string | null };
  trustedHosts: string[];
}

/**
 * Reads the `config.json` of the command-line tool (compatibility document, section 1.4).
 * @param given the file or the folder of it; the usual one when absent
 * @throws EngineError `legacy-not-found`, `legacy-damaged`
 */
export async function readOldConfig(given: string | undefined): Promise<OldConfig> {
  const wanted = withHome(given ?? path.join('~', '.dcm-processor', 'config.json'));
  if (!path.isAbsolute(wanted))
    throw new EngineError('legacy-not-found', `The configuration must be a full path, not "${wanted}".`);
  const file = (await isFolder(wanted)) ? path.join(wanted, 'config.json') : wanted;
  const parsed = configSchema.safeParse(await parse(file));
  if (!parsed.success)
    throw new EngineError('legacy-damaged', `${file} is no configuration of the old command-line tool.`, {
      details: z.prettifyError(parsed.error),
    });
  const { apps, proxies, trusted_hosts: hosts } = parsed.data;
  return {
    file,
    applications: Object.entries(apps ?? {}).map(([name, entry]) => entryOf(name, entry)),
    proxies: {
      http: filled(proxies?.http_proxy),
      https: filled(proxies?.https_proxy),
      ftp: filled(proxies?.ftp_proxy),
      no: filled(proxies?.no_proxy),
    },
    trustedHosts: (hosts ?? []).filter((host): host is string => typeof host === 'string' && host !== ''),
  };
}

async function parse(file: string): Promise<unknown> {
  const content = await readOldFile(file, longestFile).catch((cause: unknown) => {
    throw new EngineError('legacy-damaged', `${file} cannot be read.`, { cause });
  });
  if (content === null)
    throw new EngineError(
      'legacy-not-found',
      `There is no ${file}: the old command-line tool was not used here.`,
    );
  try {
    return JSON.parse(content);
  } catch {
    // The parser quotes the text, in which the password of a proxy may stand.
    throw new EngineError('legacy-damaged', `${file} is no JSON.`);
  }
}

function entryOf(name: string, entry: unknown): OldEntry {
  const { base_dir, mapped_path, services, workers } = applicationSchema.safeParse(entry).data ?? {};
  return {
    name,
    baseFolder: filled(base_dir),
    mappedFolder: filled(mapped_path),
    services: Object.keys(services ?? {}),
    workers: Object.keys(workers ?? {}),
  };
}

function filled(value: string | null | undefined): string | null {
  return value === undefined || value === null || value.trim() === '' ? null : value.trim();
}

/** The old tool took `~` in paths as shells do. */
export function withHome(given: string): string {
  return /^~(?=[\\/]|$)/.test(given) ? path.join(os.homedir(), given.slice(1)) : given;
}
