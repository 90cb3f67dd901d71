import path from 'node:path';
import {
  EngineError,
  networkAddressSchema,
  networkSettingsSchema,
  toEngineError,
} from '../../../contract/index.ts';
import type { NetworkAddress, NetworkSettings } from '../../../contract/index.ts';
import { inTurn } from '../context/index.ts';
import { joinAddress, splitAddress } from '../secrets/index.ts';
import type { Secrets } from '../secrets/index.ts';
import { askWeb, proxyFor } from './ask.ts';
import { bundleWith, readCertificates } from './certificates.ts';
import { readNetworkSettings, writeNetworkSettings } from './settingsFile.ts';
import type { Network, WebAnswer, WebRequest } from './types.ts';
import * as variables from './variables.ts';

/** An answer to a check comes within this time, in milliseconds. */
const checkTimeout = 15_000;
const secretOf = (address: NetworkAddress) => `network/${address}`;
const proxies = ['httpProxy', 'httpsProxy', 'ftpProxy'] as const;

/** @param environment of the engine: holds where nothing is set */
export function createNetwork(options: {
  home: string;
  secrets: Secrets;
  environment?: Readonly<Record<string, string | undefined>>;
}): Network {
  const { home, secrets, environment = process.env } = options;
  let known: NetworkSettings | undefined;

  /** A file that is damaged keeps no engine from starting, only what needs it. */
  const settings = () => (known ??= readNetworkSettings(home));
  const oneByOne = inTurn();

  const effective = () => variables.effective(settings(), environment);
  /** Settings as programs need them: the environment's where none are made, and with these passwords. */
  async function whole(keys: readonly NetworkAddress[]): Promise<NetworkSettings> {
    const full = effective();
    for (const key of keys) {
      const address = settings()[key];
      const password = address === null ? null : await secrets.get(secretOf(key));
      if (address !== null && password !== null)
        full[key] = joinAddress(splitAddress(address).address, splitAddress(address).user, password);
    }
    return full;
  }
  const bundle = ({ caFile }: NetworkSettings) => (caFile === null ? null : bundleWith(home, caFile));
  async function get(): ReturnType<Network['get']> {
    return {
      settings: settings(),
      passwords: networkAddressSchema.options.filter(
        (key) => settings()[key] !== null && secrets.has(secretOf(key)),
      ),
      environment: (Object.keys(variables.environmentNames) as (keyof typeof variables.environmentNames)[])
        .filter((key) => settings()[key] === null)
        .flatMap((key) => variables.fromEnvironment(key, environment) ?? [])
        .map(({ name, value }) => ({ name, value: splitAddress(value).shown })),
    };
  }
  /** The file is as it was where a secret cannot be kept; one that was kept before it stays. */
  async function keep(next: NetworkSettings, passwords: ReadonlyMap<NetworkAddress, string>): Promise<void> {
    writeNetworkSettings(home, next);
    try {
      for (const [key, password] of passwords) {
        if (password === '') await secrets.remove(secretOf(key));
        else await secrets.set(secretOf(key), password);
      }
    } catch (cause) {
      writeNetworkSettings(home, settings());
      throw cause;
    }
    known = next;
  }
  async function change(changes: Parameters<Network['set']>[0]): ReturnType<Network['get']> {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const parsed = networkSettingsSchema.safeParse({ ...settings(), ...given });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new EngineError('validation-failed', `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`);
    }
    const next = parsed.data;
    if (next.caFile !== null && 'caFile' in given) {
      if (!path.isAbsolute(next.caFile))
        throw new EngineError(
          'validation-failed',
          `The file of certificates must be a full path, not "${next.caFile}".`,
        );
      readCertificates(next.caFile);
    }
    const passwords = new Map<NetworkAddress, string>();
    for (const key of networkAddressSchema.options) {
      if (!(key in given)) continue;
      const { shown, password } = splitAddress(next[key] ?? '');
      // The same address without its password is how it was shown, and sent back unchanged.
      if (password !== '' || next[key] === null || shown !== settings()[key]) passwords.set(key, password);
      next[key] = next[key] === null ? null : shown;
    }
    await keep(next, passwords);
    return get();
  }

  async function ask(url: string, request: WebRequest): Promise<WebAnswer> {
    const key = proxyFor(effective(), new URL(url));
    const full = await whole(key === null ? [] : [key]);
    return askWeb(full, key === null ? null : full[key], url, request);
  }

  return {
    settings,
    get,
    set: (changes) => oneByOne(() => change(changes)),
    async pipVariables() {
      const full = await whole([...proxies, 'pipIndexUrl']);
      return { ...variables.proxyVariables(full), ...variables.pipVariables(full, bundle(full)) };
    },
    async forGit(more) {
      const full = await whole(proxies);
      return {
        variables: { ...variables.proxyVariables(full), ...variables.gitVariables(full, bundle(full), more) },
        secrets: proxies.flatMap((key) => splitAddress(full[key] ?? '').password || []),
      };
    },
    containerVariables: async () => variables.containerVariables(await whole(proxies)),
    ask,
    async check(url, checkSignal) {
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
        throw new EngineError('validation-failed', 'The address must begin with https:// or http://.');
      const key = proxyFor(effective(), new URL(url));
      const proxy = key === null ? null : splitAddress(effective()[key] ?? '').address;
      try {
        const request = { method: 'HEAD', signal: checkSignal, timeoutMs: checkTimeout } as const;
        const { status, body } = await ask(splitAddress(url).address, request);
        body.destroy();
        return { reached: true, status, proxy, problem: null, details: null };
      } catch (cause) {
        const { code, message, details } = toEngineError(cause);
        if (code === 'cancelled') throw cause;
        return { reached: false, status: null, proxy, problem: message, details: details ?? null };
      }
    },
  };
}
