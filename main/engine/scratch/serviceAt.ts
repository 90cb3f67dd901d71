import path from 'node:path';
import type { PlannedService } from '../planning/index.ts';
import { readSettings } from '../services/index.ts';
import type { Services } from '../services/index.ts';

/**
 * A service as planning takes it, from a folder with registry packages: with what was changed here of the installed
 * service of that name, as an ordinary run has it.
 * @param options.evenDisabled as if the whole service were not disabled here
 */
export function serviceAt(
  services: Pick<Services, 'withChanges'>,
  registry: string,
  name: string,
  contentHash: string,
  options = { evenDisabled: false },
): PlannedService {
  const settings = readSettings(path.join(registry, name, 'settings.json'), 'registry/settings.json');
  return {
    name,
    contentHash,
    entries: services.withChanges(name, settings.entries, options),
    problem: settings.entries.length === 0 ? (settings.findings[0]?.message ?? null) : null,
  };
}
