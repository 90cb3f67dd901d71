import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { httpOptionsSchema } from '../../contract/index.ts';
import type { ApplicationOptions } from '../../contract/index.ts';
import { createApplication } from '../../main/engine/applications/index.ts';
import { applicationFolders } from '../../main/engine/context/index.ts';
import type { ApplicationFolders } from '../../main/engine/context/index.ts';
import { startEngine } from './engineProcess.ts';

const services = fileURLToPath(new URL('../services', import.meta.url));
/** It runs behind all jobs of the services. */
const postService = { jobName: 'last', worker: 'sample.last', callback: 'sample.callback', timeout: '2m' };

/**
 * An application with an open HTTP door and two services, one of whose jobs depend on each other, are tried again, or run
 * once for each series; and a post service.
 */
export interface Bench {
  home: string;
  application: string;
  folders: ApplicationFolders;
  port: number;
}

/** How a bench is made. */
interface SetUp {
  options?: Partial<ApplicationOptions>;
  /** Where the application lies; in the data home where absent. */
  folder?: string;
  /** Takes what removes it; the end of the test where absent. */
  onEnd?: (cleanUp: () => void) => void;
}

export async function setUp({ options = {}, folder, onEnd = onTestFinished }: SetUp = {}): Promise<Bench> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'faults-'));
  onEnd(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const port = await freePort();
  const application = createApplication(home, {
    name: 'Faults',
    folder,
    options: {
      quietSeconds: 0.5,
      http: httpOptionsSchema.parse({ enabled: true, port }),
      postServices: [postService],
      ...options,
    },
  });
  const folders = applicationFolders(application.folder);
  mkdirSync(folders.logs, { recursive: true });
  const engine = await startEngine(home, { onEnd });
  for (const name of ['sample', 'parts']) {
    await engine.request('services.install', {
      application: application.id,
      path: path.join(services, name),
      name,
      replace: true,
    });
  }
  await engine.stop();
  return { home, application: application.id, folders, port };
}

/** A port of the loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
