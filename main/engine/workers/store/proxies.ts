import type { BuildOptions } from '../../../../contract/index.ts';

/**
 * Variables by which a build finds its proxy; Docker takes them as build arguments that leave no trace in the image.
 * @param variables those of the data home's network settings, which hold where the application says nothing
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
  const found = proxyVariables(options, variables);
  const hosts =
    options.trustedHosts.length > 0 ? options.trustedHosts.join(' ') : variables['PIP_TRUSTED_HOST'];
  const index = variables['PIP_INDEX_URL'];
  if (hosts) found['PIP_TRUSTED_HOST'] = hosts;
  if (index) found['PIP_INDEX_URL'] = index;
  return found;
}
