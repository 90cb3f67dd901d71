import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { applicationOptionsSchema } from '../../../../contract/index.ts';
import { applicationFolders, createEventBus, silentLogger } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { openHistory } from '../../database/index.ts';
import { createServices } from '../services.ts';
import type { Services } from '../services.ts';

/** The services of an application in a folder of its own, which goes with the test. */
interface ServicesFolder {
  folder: string;
  context: ApplicationContext;
  readonly services: Services;
  /** Ends the services and opens them again, as the next engine does. */
  reopen(): Promise<Services>;
}

type Options = NonNullable<Parameters<typeof createServices>[1]>;

export function openServicesFolder(options: Options = {}): ServicesFolder {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'services-'));
  const root = path.join(folder, 'application');
  mkdirSync(root);
  const folders = applicationFolders(root);
  const context: ApplicationContext = {
    id: 'a',
    folders,
    history: openHistory(folders.historyFile),
    events: createEventBus(),
    log: silentLogger,
    options: () => applicationOptionsSchema.parse({}),
  };
  let services = createServices(context, options);
  onTestFinished(async () => {
    await services.close();
    context.history.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    context,
    get services() {
      return services;
    },
    async reopen() {
      await services.close();
      services = createServices(context, options);
      return services;
    },
  };
}

/** Writes a service folder with one job; what it had before stays where it is not overwritten. */
export function writeService(parent: string, name: string, files: Record<string, string> = {}): string {
  const root = path.join(parent, name);
  const job = { jobName: name, worker: `${name}.worker`, callback: `${name}.callback` };
  const all = {
    'registry/settings.json': JSON.stringify(job),
    'registry/__init__.py': 'def callback(**kwargs):\n    return True\n',
    'module/__init__.py': 'def worker(**kwargs):\n    return 1\n',
    ...files,
  };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return root;
}
