/**
 * The environment that serves a channel: the first that names it, else the first that serves every channel that none
 * names (`*`). The one rule for all who ask: who claims, runs, plans, validates or estimates.
 */
export function servingEnvironment<Environment extends { channels: readonly string[] }>(
  environments: readonly Environment[],
  channel: string,
): Environment | undefined {
  const serves = (wanted: string) => environments.find(({ channels }) => channels.includes(wanted));
  return serves(channel) ?? serves('*');
}
