import {
  EngineError,
  networkAddressSchema,
  networkSettingsSchema,
  toEngineError,
} from '../../../contract/index.ts';
import type { NetworkAddress, NetworkSettings } from '../../../contract/index.ts';
import { joinAddress, splitAddress } from '../secrets/index.ts';
import type { Secrets } from '../secrets/index.ts';
import { askWeb, proxyOf } from './ask.ts';
import { bundleWith, readCertificates } from './certificates.ts';
import { readNetworkSettings, writeNetworkSettings } from './settingsFile.ts';
import type { Network, WebAnswer, WebRequest } from './types.ts';
import * as variables from './variables.ts';

/** An answer to a check comes within this time, in milliseconds. */
const checkTimeout = 15_000;
const secretOf = (address: NetworkAddress) => `network/${address}`;

/** @param environment of the engine: holds where nothing is set */
export function createNetwork(options: {
  home: string;
  secrets: Secrets;
  environment?: Readonly<Record<string, string | undefined>>;
}): Network {
  const { home, secrets, environment = process.env } = options;
  let settings = readNetworkSettings(home);

  const withPasswords = networkAddressSchema.options;
  /** Settings as programs need them: with passwords, and the environment's where none are made. */
  async function whole(): Promise<NetworkSettings> {
    const full = { ...settings };
    for (const key of withPasswords) {
      const address = settings[key];
      const password =
        address !== null && secrets.has(secretOf(key)) ? await secrets.get(secretOf(key)) : null;
      if (address !== null && password !== null)
        full[key] = joinAddress(splitAddress(address).address, splitAddress(address).user, password);
    }
    return variables.effective(full, environment);
  }
  const bundle = ({ caFile }: NetworkSettings) => (caFile === null ? null : bundleWith(home, caFile));

  async function secretTexts(): Promise<string[]> {
    const full = await whole();
    return withPasswords.flatMap((key) => {
      const address = full[key];
      const password = address === null ? '' : splitAddress(address).password;
      return password === '' ? [] : [password];
    });
  }
  async function get(): ReturnType<Network['get']> {
    return {
      settings,
      passwords: withPasswords.filter((key) => settings[key] !== null && secrets.has(secretOf(key))),
      environment: (Object.keys(variables.environmentNames) as (keyof typeof variables.environmentNames)[])
        .filter((key) => settings[key] === null)
        .flatMap((key) => variables.fromEnvironment(key, environment) ?? [])
        .map(({ name, value }) => ({ name, value: splitAddress(value).shown })),
    };
  }
  /** Moves the password of a new address to the secrets. @returns the address without it */
  async function keepPassword(key: NetworkAddress, given: string): Promise<string> {
    const { shown, password } = splitAddress(given);
    const before = settings[key];
    if (password !== '') await secrets.set(secretOf(key), password);
    // The same address without its password is how it was shown, and sent back unchanged.
    else if (before !== shown) await secrets.remove(secretOf(key));
    return shown;
  }

  async function ask(url: string, request: WebRequest): Promise<WebAnswer> {
    return askWeb(await whole(), url, request, await secretTexts());
  }

  return {
    settings: () => settings,
    get,
    async set(changes) {
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const parsed = networkSettingsSchema.safeParse({ ...settings, ...given });
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw new EngineError('validation-failed', `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`);
      }
      const next = parsed.data;
      if (next.caFile !== null && 'caFile' in given) readCertificates(next.caFile);
      for (const key of withPasswords) {
        if (!(key in given)) continue;
        const address = next[key];
        if (address === null) await secrets.remove(secretOf(key));
        else next[key] = await keepPassword(key, address);
      }
      writeNetworkSettings(home, next);
      settings = next;
      return get();
    },
    proxyVariables: async () => variables.proxyVariables(await whole()),
    async pipVariables() {
      const full = await whole();
      return { ...variables.proxyVariables(full), ...variables.pipVariables(full, bundle(full)) };
    },
    async gitVariables(more) {
      const full = await whole();
      return { ...variables.proxyVariables(full), ...variables.gitVariables(full, bundle(full), more) };
    },
    containerVariables: async () => variables.containerVariables(await whole()),
    secrets: secretTexts,
    ask,
    async check(url, checkSignal) {
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
        throw new EngineError('validation-failed', 'The address must begin with https:// or http://.');
      const used = proxyOf(variables.effective(settings, environment), new URL(url));
      const proxy = used === null ? null : splitAddress(used).address;
      try {
        const request = { method: 'HEAD', signal: checkSignal, timeoutMs: checkTimeout } as const;
        const { status, body } = await ask(splitAddress(url).address, request);
        body.destroy();
        const isRefused = status === 407;
        const problem = isRefused
          ? 'The proxy wants a user name and password, or does not accept those it got.'
          : null;
        return { reached: !isRefused, status, proxy, problem, details: null };
      } catch (cause) {
        const { code, message, details } = toEngineError(cause);
        if (code === 'cancelled') throw cause;
        return { reached: false, status: null, proxy, problem: message, details: details ?? null };
      }
    },
  };
}
