import path from 'node:path';
import type { PlannedService } from '../planning/index.ts';
import { readSettings } from '../services/index.ts';

/** A service as planning takes it, from a folder with registry packages. */
export function serviceAt(registry: string, name: string, contentHash: string): PlannedService {
  const settings = readSettings(path.join(registry, name, 'settings.json'), 'registry/settings.json');
  return {
    name,
    contentHash,
    entries: settings.entries,
    problem: settings.entries.length === 0 ? (settings.findings[0]?.message ?? null) : null,
  };
}
