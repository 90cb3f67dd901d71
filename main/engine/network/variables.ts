import { networkSettingsSchema } from '../../../contract/index.ts';
import type { NetworkSettings } from '../../../contract/index.ts';
import { splitAddress } from '../secrets/index.ts';
import type { Variables } from './types.ts';

/** Variables of the engine's own environment that hold where nothing is set here. */
export const environmentNames = {
  httpProxy: ['HTTP_PROXY', 'http_proxy'],
  httpsProxy: ['HTTPS_PROXY', 'https_proxy'],
  ftpProxy: ['FTP_PROXY', 'ftp_proxy'],
  noProxy: ['NO_PROXY', 'no_proxy'],
  pipIndexUrl: ['PIP_INDEX_URL'],
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says where it says something. */
export function fromEnvironment(
  setting: keyof typeof environmentNames,
  environment: Environment,
): { name: string; value: string } | null {
  for (const name of environmentNames[setting]) {
    const value = environment[name];
    if (value === undefined || value === '') continue;
    // As it would be kept, with a scheme; what could not be kept is for other programs.
    const { data } = networkSettingsSchema.shape[setting].safeParse(value);
    return { name, value: data ?? value };
  }
  return null;
}

/** Settings with the environment's where none are made. */
export function effective(settings: NetworkSettings, environment: Environment): NetworkSettings {
  const of = (setting: keyof typeof environmentNames) =>
    settings[setting] ?? fromEnvironment(setting, environment)?.value ?? null;
  return {
    ...settings,
    httpProxy: of('httpProxy'),
    httpsProxy: of('httpsProxy'),
    ftpProxy: of('ftpProxy'),
    noProxy: of('noProxy'),
    pipIndexUrl: of('pipIndexUrl'),
  };
}

/** This machine itself is never asked for through a proxy. */
export const ownNames = ['localhost', '127.0.0.1', '::1'];

/** `HTTP_PROXY` and its kin; programs disagree about which of the two spellings they read. */
export function proxyVariables({ httpProxy, httpsProxy, ftpProxy, noProxy }: NetworkSettings): Variables {
  const hasProxy = [httpProxy, httpsProxy, ftpProxy].some((one) => one !== null);
  const own = hasProxy
    ? [...new Set([...(noProxy ?? '').split(',').filter(Boolean), ...ownNames])].join(',')
    : noProxy;
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries({
    HTTP_PROXY: httpProxy,
    HTTPS_PROXY: httpsProxy,
    FTP_PROXY: ftpProxy,
    NO_PROXY: own,
  })) {
    if (value === null) continue;
    found[name] = value;
    found[name.toLowerCase()] = value;
  }
  return found;
}

/** @param bundle file of authorities in place of pip's own; null: pip's own */
export function pipVariables(
  { trustedHosts, pipIndexUrl }: NetworkSettings,
  bundle: string | null,
): Variables {
  return {
    ...(trustedHosts.length > 0 && { PIP_TRUSTED_HOST: trustedHosts.join(' ') }),
    ...(pipIndexUrl !== null && { PIP_INDEX_URL: pipIndexUrl }),
    // The library that pip asks by takes one of the environment before PIP_CERT.
    ...(bundle !== null && { PIP_CERT: bundle, REQUESTS_CA_BUNDLE: bundle }),
  };
}

/**
 * Configuration of git by its variables, which no other user of the machine sees, unlike arguments.
 * @param more further keys and values
 */
export function gitVariables(
  { trustedHosts }: NetworkSettings,
  bundle: string | null,
  more: readonly (readonly [key: string, value: string])[],
): Variables {
  const pairs = [
    ...(bundle === null ? [] : [['http.sslCAInfo', bundle] as const]),
    ...trustedHosts.map((host) => [`http.https://${host}/.sslVerify`, 'false'] as const),
    ...more,
  ];
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(pairs.length) };
  for (const [at, [key, value]] of pairs.entries()) {
    variables[`GIT_CONFIG_KEY_${at}`] = key;
    variables[`GIT_CONFIG_VALUE_${at}`] = value;
  }
  return variables;
}

/** Arguments of a build stay in the history of its image: a password of the package index is none of them. */
export function containerVariables(settings: NetworkSettings): Variables {
  const { trustedHosts, pipIndexUrl } = settings;
  return {
    ...proxyVariables(settings),
    ...pipVariables(
      { ...settings, trustedHosts, pipIndexUrl: pipIndexUrl && splitAddress(pipIndexUrl).address },
      null,
    ),
  };
}
