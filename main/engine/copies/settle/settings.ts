import path from 'node:path';
import type { ApplicationOptions } from '../../../../contract/index.ts';
import { parseSettings } from '../../applications/index.ts';
import type { ApplicationSettings } from '../../applications/index.ts';
import { splitAddress } from '../../secrets/index.ts';

/** Options with an address that can hold a password. */
const withPasswords = ['httpProxy', 'httpsProxy', 'ftpProxy'] as const;

/** Settings as they go into a backup. */
export function portableSettings(settings: ApplicationSettings, withSecrets: boolean): ApplicationSettings {
  if (withSecrets) return settings;
  const build = { ...settings.options.build };
  for (const name of withPasswords) {
    const given = build[name];
    build[name] = given === null ? null : splitAddress(given).address;
  }
  return { ...settings, options: { ...settings.options, build } };
}

/** Settings of a copy: of another identity, stopped, with its own files in place of those of the original. */
export function settingsOfCopy(
  original: ApplicationSettings,
  copy: { id: string; name: string; from: string; to: string; options: Partial<ApplicationOptions> },
): ApplicationSettings {
  const moved: unknown = movePaths({ ...original.options, ...copy.options }, copy.from, copy.to);
  return parseSettings(
    JSON.stringify({
      ...original,
      id: copy.id,
      name: copy.name,
      nameInDocker: undefined,
      createdAt: Date.now(),
      isStopped: true,
      options: moved,
    }),
    copy.to,
  );
}

/** A value in which every text that is a path below `from` is one below `to`. */
function movePaths(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string') {
    if (value === from) return to;
    const rest = value.startsWith(from) ? value.slice(from.length) : '';
    return /^[\\/]/.test(rest) ? path.join(to, ...rest.split(/[\\/]/)) : value;
  }
  if (Array.isArray(value)) return value.map((item) => movePaths(item, from, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, movePaths(item, from, to)]));
}
