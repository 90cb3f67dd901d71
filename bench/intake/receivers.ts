import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { scpOptionsSchema } from '../../contract/index.ts';
import type { Bench } from '../support/index.ts';

/** Something that takes C-STORE. The peers are started anew and empty for each measurement. */
export interface Receiver {
  name: 'own' | 'orthanc' | 'storescp';
  /** @param variables further environment, such as TCP_NODELAY */
  start(folder: string, variables: Record<string, string>): Promise<RunningReceiver>;
}

export interface RunningReceiver {
  port: number;
  aeTitle: string;
  /** Instances that it has stored. */
  stored(): Promise<number>;
  stop(): Promise<void>;
}

/** A port nobody listens on at this moment. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('No free port was found.');
  return address.port;
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const socket = net.connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await delay(25);
  }
  throw new Error(`Nothing listens on port ${port}.`);
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** dcmtk's receiver, which writes the bytes as they come and keeps no index. */
export const storescp: Receiver = {
  name: 'storescp',
  async start(folder, variables) {
    await mkdir(folder, { recursive: true });
    const port = await freePort();
    const args = ['--fork', '+B', '--max-pdu', '131072', '-od', folder, '-aet', 'STORESCP', String(port)];
    const child = spawn('storescp', args, { stdio: 'ignore', env: { ...process.env, ...variables } });
    await untilListening(port);
    return {
      port,
      aeTitle: 'STORESCP',
      stored: async () => (await readdir(folder)).length,
      stop: () => end(child),
    };
  },
};

/** Orthanc with its own SQLite index, as Debian ships it. */
export const orthanc: Receiver = {
  name: 'orthanc',
  async start(folder, variables) {
    const running = await startOrthanc(folder, variables);
    return { ...running, port: running.dicomPort, aeTitle: 'ORTHANC' };
  },
};

/** Starts Orthanc with an empty storage and both doors open. */
export async function startOrthanc(
  folder: string,
  variables: Record<string, string> = {},
): Promise<{ dicomPort: number; httpPort: number; stored(): Promise<number>; stop(): Promise<void> }> {
  await mkdir(folder, { recursive: true });
  const [dicomPort, httpPort] = [await freePort(), await freePort()];
  const settings = {
    StorageDirectory: folder,
    IndexDirectory: folder,
    DicomAet: 'ORTHANC',
    DicomPort: dicomPort,
    HttpPort: httpPort,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    DicomThreadsCount: 16,
    HttpThreadsCount: 16,
    MaximumPduLength: 131072,
    DicomCheckCalledAet: false,
    Plugins: [],
  };
  const file = path.join(folder, 'orthanc.json');
  await writeFile(file, JSON.stringify(settings));
  const child = spawn('Orthanc', [file], { stdio: 'ignore', env: { ...process.env, ...variables } });
  await untilListening(dicomPort);
  const schema = z.object({ CountInstances: z.number() });
  return {
    dicomPort,
    httpPort,
    async stored() {
      const reply = await fetch(`http://127.0.0.1:${httpPort}/statistics`);
      return schema.parse(await reply.json()).CountInstances;
    },
    stop: () => end(child),
  };
}

/** Long enough that nothing is processed while reception is measured, in seconds. */
const never = 86_400;
/** Applications that were made, each with a name of its own. */
let applications = 0;

/**
 * DCM Processor itself: one application with its C-STORE door open, for all rounds.
 * @param prepare is given the application's folder before anything is sent
 */
export function ownReceiver(bench: Bench, prepare: (folder: string) => void = () => undefined): Receiver {
  let opening: Promise<RunningReceiver> | null = null;
  async function open(): Promise<RunningReceiver> {
    applications += 1;
    const port = await freePort();
    const application = await bench.createApplication(`Reception ${applications}`, {
      quietSeconds: never,
      scp: scpOptionsSchema.parse({ enabled: true, port, aeTitle: 'DCM-PROCESSOR' }),
    });
    prepare((await bench.client.request('applications.get', { application })).folder);
    await untilListening(port);
    return {
      port,
      aeTitle: 'DCM-PROCESSOR',
      async stored() {
        const { doors } = await bench.client.request('doors.list', { application });
        return doors.find(({ door }) => door === 'scp')?.counts.new ?? 0;
      },
      stop: () => Promise.resolve(),
    };
  }
  return {
    name: 'own',
    start() {
      opening ??= open();
      return opening;
    },
  };
}
