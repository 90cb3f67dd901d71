import type { BuildOptions } from '../../../../contract/index.ts';

/**
 * Variables by which a build finds its proxy; Docker takes them as build arguments that leave no trace in the image.
 * @param variables those of the engine itself, which hold where the application says nothing
 */
export function proxyVariables(
  options: BuildOptions,
  variables: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const chosen = {
    HTTP_PROXY: options.httpProxy,
    HTTPS_PROXY: options.httpsProxy,
    FTP_PROXY: options.ftpProxy,
    NO_PROXY: options.noProxy,
  };
  const found: Record<string, string> = {};
  for (const [name, own] of Object.entries(chosen)) {
    const value = own ?? variables[name] ?? variables[name.toLowerCase()];
    if (value === undefined || value === '') continue;
    // Programs disagree about which of the two they read.
    found[name] = value;
    found[name.toLowerCase()] = value;
  }
  return found;
}

/** What a build is told from outside of its Dockerfile. */
export function buildArguments(
  options: BuildOptions,
  variables: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const hosts = options.trustedHosts.join(' ');
  return { ...proxyVariables(options, variables), ...(hosts !== '' && { PIP_TRUSTED_HOST: hosts }) };
}
