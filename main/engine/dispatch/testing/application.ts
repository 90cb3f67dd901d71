import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { applicationOptionsSchema } from '../../../../contract/index.ts';
import type { ApplicationOptions, EventMap, EventName } from '../../../../contract/index.ts';
import { applicationFolders, createEventBus, silentLogger } from '../../context/index.ts';
import type { ApplicationContext, Logger } from '../../context/index.ts';
import { openHistory } from '../../database/index.ts';

/** An application in a folder of its own, with a real history and no rooms, for tests. */
export interface TestApplication {
  context: ApplicationContext;
  options: ApplicationOptions;
  /** Every event since it was opened. */
  events: { name: EventName; payload: EventMap[EventName] }[];
  /** Resolves as soon as `holds` is true; asked now and after every event. */
  until(holds: () => boolean): Promise<void>;
  /** Closes the history and opens it again, as a new start of the engine would. */
  reopen(): void;
  /** Closes the history; the folder stays. */
  close(): void;
  remove(): void;
}

/** @param root its folder; a new one when absent */
export function openTestApplication(
  root = mkdtempSync(path.join(os.tmpdir(), 'application-')),
  log: Logger = silentLogger,
): TestApplication {
  const folders = applicationFolders(root);
  for (const folder of [folders.archive, folders.registry, folders.modules, folders.runs, folders.logs]) {
    mkdirSync(folder, { recursive: true });
  }
  const bus = createEventBus();
  const application: TestApplication = {
    options: applicationOptionsSchema.parse({ quietSeconds: 0 }),
    events: [],
    context: {
      id: 'application',
      folders,
      history: openHistory(folders.historyFile),
      events: bus,
      log,
      options: () => application.options,
    },
    until(holds) {
      return new Promise((resolve) => {
        const stop = bus.listen(check);
        function check(): void {
          if (!holds()) return;
          stop();
          resolve();
        }
        check();
      });
    },
    reopen() {
      application.context.history.close();
      application.context.history = openHistory(folders.historyFile);
    },
    close: () => application.context.history.close(),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  bus.listen((name, payload) => application.events.push({ name, payload }));
  return application;
}
