import { networkSettingsSchema, toEngineError } from '../../../contract/index.ts';
import type { NetworkSettings, RouteOutput } from '../../../contract/index.ts';
import type { OldConfig } from './configFile.ts';
import type { LegacyRooms } from './types.ts';

/** Takes proxies and trusted hosts where none are set here; each by itself, so that a wrong one keeps out no other. */
export async function importNetwork(
  { proxies, trustedHosts }: OldConfig,
  network: LegacyRooms['network'],
): Promise<RouteOutput<'legacy.import_network'>> {
  const outcome: RouteOutput<'legacy.import_network'> = { taken: [], left: [] };
  const found: Partial<NetworkSettings> = {
    httpProxy: proxies.http,
    httpsProxy: proxies.https,
    ftpProxy: proxies.ftp,
    noProxy: proxies.no,
    trustedHosts,
  };
  for (const [name, value] of Object.entries(found)) {
    if (value === null || value.length === 0) continue;
    const before = networkSettingsSchema.keyof().parse(name);
    const now = network.settings()[before];
    if (now !== null && now.length > 0) {
      outcome.left.push({ what: name, reason: 'It is set here already.' });
      continue;
    }
    const parsed = networkSettingsSchema.partial().safeParse({ [name]: value });
    if (!parsed.success) {
      outcome.left.push({ what: name, reason: `It ${parsed.error.issues[0]?.message ?? 'is not valid'}.` });
      continue;
    }
    try {
      await network.set({ [name]: parsed.data[before] });
      outcome.taken.push(name);
    } catch (cause) {
      outcome.left.push({ what: name, reason: toEngineError(cause).message });
    }
  }
  return outcome;
}
