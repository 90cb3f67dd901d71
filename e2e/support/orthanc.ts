import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SendTarget } from './dcmtk.ts';
import { freePort } from './ports.ts';

/** A PACS of somebody else, empty at first. */
export interface Orthanc extends SendTarget {
  /** Base of its REST API. */
  url: string;
  stop(): Promise<void>;
}

/** Starts an Orthanc in a folder of its own, and waits until it says that it has started. */
export async function startOrthanc(folder: string): Promise<Orthanc> {
  const [port, httpPort] = [await freePort(), await freePort()];
  await mkdir(folder, { recursive: true });
  const settings = path.join(folder, 'orthanc.json');
  await writeFile(
    settings,
    JSON.stringify({
      StorageDirectory: path.join(folder, 'storage'),
      IndexDirectory: path.join(folder, 'storage'),
      HttpPort: httpPort,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      DicomPort: port,
      DicomAet: 'ORTHANC',
      DicomAlwaysAllowEcho: true,
      DicomAlwaysAllowStore: true,
      DicomAlwaysAllowFind: true,
      DicomAlwaysAllowGet: true,
      Plugins: [],
    }),
  );
  const program = spawn('Orthanc', [settings], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TCP_NODELAY: '1' },
  });
  const ended = once(program, 'exit');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    // Read on afterwards: nothing else empties the pipe.
    program.stderr.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('Orthanc has started')) resolve();
    });
    void ended.then(() => reject(new Error(`Orthanc did not start:\n${said}`)));
  });
  return {
    host: '127.0.0.1',
    port,
    aeTitle: 'ORTHANC',
    url: `http://127.0.0.1:${httpPort}`,
    async stop() {
      program.kill('SIGKILL');
      await ended;
    },
  };
}
