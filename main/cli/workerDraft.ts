import { UsageError, listIn } from './frame/index.ts';
import type { RouteInput } from '../../contract/index.ts';

/** What of the command line describes environments of a new worker. */
export interface EnvironmentOptions {
  environment: string[];
  service: string[];
  require: string[];
  systemPackages: string[];
}

type Environments = NonNullable<RouteInput<'workers.create'>['environments']>;

/**
 * Environments as they are written on the command line: `name@3.11=ct,mr`, and `name=…` for what one of them has.
 * Undefined where none is named.
 * @throws UsageError for what names no environment
 */
export function environmentsIn(options: EnvironmentOptions): Environments | undefined {
  if (options.environment.length === 0) {
    if ([options.service, options.require, options.systemPackages].some((list) => list.length > 0))
      throw new UsageError('Name the environment that it is for with --environment.');
    return undefined;
  }
  const environments = options.environment.map((word) => {
    const [called, channels] = parted(word, '--environment');
    const [name, version] = called.split('@', 2);
    return {
      name: name ?? '',
      pythonVersion: version ?? null,
      channels: listIn(channels),
      services: [] as string[],
      requirements: '',
      systemPackages: false,
    };
  });
  const named = (name: string, flag: string) => {
    const found = environments.find((one) => one.name === name);
    if (found === undefined) throw new UsageError(`${flag} names no environment "${name}".`);
    return found;
  };
  for (const word of options.service) {
    const [name, service] = parted(word, '--service');
    named(name, '--service').services.push(service);
  }
  for (const word of options.require) {
    const [name, line] = parted(word, '--require');
    named(name, '--require').requirements += `${line}\n`;
  }
  for (const name of options.systemPackages) named(name, '--system-packages').systemPackages = true;
  return environments;
}

function parted(word: string, flag: string): [string, string] {
  const at = word.indexOf('=');
  if (at < 1) throw new UsageError(`${flag} takes NAME=…, not "${word}".`);
  return [word.slice(0, at), word.slice(at + 1)];
}
