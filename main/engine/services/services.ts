import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { EngineError, errorsIn, findingInWords } from '../../../contract/index.ts';
import type { ServiceSummary } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { inspectService } from './inspect.ts';
import { placeService, recoverPlaces } from './install.ts';
import { readRecords, writeRecords } from './records.ts';
import { hashServiceFiles, isInstalled, listServiceFiles } from './serviceFiles.ts';
import { readSettings } from './settingsFile.ts';
import { createVersions } from './versions.ts';
import type { ServiceVersions } from './versions.ts';

/** An installed service as planning reads it anew at every arrival. */
export interface InstalledService {
  name: string;
  contentHash: string;
  /** Entries of its settings.json as they stand there. */
  entries: unknown[];
  /** Why its settings cannot be read at all, or null. */
  problem: string | null;
}

/** The services of one application. */
export interface Services {
  list(): ServiceSummary[];
  /**
   * Copies a service folder into the application; it takes part from the next arrival on.
   * @throws EngineError `service-invalid` with every finding, `service-exists`
   */
  install(request: { path: string; name?: string | undefined; replace: boolean }): ServiceSummary;
  /** What planning needs; read from the folders each time, so that edited settings take effect. */
  installed(): InstalledService[];
  versions: ServiceVersions;
}

export function createServices(context: ApplicationContext): Services {
  const { folders } = context;
  const recordsFile = path.join(folders.root, 'services.json');
  recoverPlaces(folders);

  function names(): string[] {
    if (!existsSync(folders.registry)) return [];
    return readdirSync(folders.registry, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .filter((name) => existsSync(path.join(folders.registry, name, 'settings.json')))
      .sort();
  }
  const settingsOf = (name: string) =>
    readSettings(path.join(folders.registry, name, 'settings.json'), 'registry/settings.json');

  function summary(name: string): ServiceSummary {
    const record = readRecords(recordsFile)[name];
    const settings = settingsOf(name);
    return {
      name,
      jobs: settings.jobs,
      findings: settings.findings,
      origin: record?.origin ?? '',
      contentHash: record?.contentHash ?? '',
      version: record === undefined ? 0 : 1,
      installedAt: record?.installedAt ?? 0,
      isEnabled: true,
      linkedFolder: null,
    };
  }

  return {
    versions: createVersions(folders),
    list: () => names().map(summary),
    install(request) {
      const found = inspectService(request.path, request.name);
      const errors = errorsIn(found.findings);
      const [first] = errors;
      if (first) {
        const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
        throw new EngineError(
          'service-invalid',
          `The service in ${request.path} cannot be installed: ${findingInWords(first)}${more}`,
          { details: errors.map(findingInWords).join('\n') },
        );
      }
      if (names().includes(found.name) && !request.replace) {
        throw new EngineError('service-exists', `A service named "${found.name}" is already installed.`);
      }
      const files = listServiceFiles(request.path);
      const record = {
        origin: request.path,
        contentHash: hashServiceFiles(files.filter(isInstalled)),
        installedAt: Date.now(),
      };
      placeService(folders, found.name, files);
      writeRecords(recordsFile, { ...readRecords(recordsFile), [found.name]: record });
      context.events.emit('services.changed', { application: context.id });
      return { ...summary(found.name), findings: found.findings };
    },
    installed() {
      const records = readRecords(recordsFile);
      // One that has lost its settings is not forgotten: each run says so. One without a folder was taken out by hand.
      const left = Object.keys(records).filter((name) => existsSync(path.join(folders.registry, name)));
      const all = [...new Set([...names(), ...left])].sort();
      return all.map((name) => {
        const settings = settingsOf(name);
        return {
          name,
          contentHash: records[name]?.contentHash ?? '',
          entries: settings.entries,
          problem: settings.entries.length === 0 ? (settings.findings[0]?.message ?? null) : null,
        };
      });
    },
  };
}
