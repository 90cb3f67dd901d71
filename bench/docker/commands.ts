import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const call = promisify(execFile);

/** What the no-op of the service is without DCM Processor. */
const noop = ['python3', '-c', 'def noop(**kwargs): return None\nnoop()'];

/** The same no-op by the client of Docker. */
export interface Commands {
  /** `docker run --rm`. */
  run(): Promise<void>;
  /** `docker exec` in a container that idles. */
  exec(): Promise<void>;
  /** `docker start` of a container that was made and does not run, until it runs; in milliseconds. */
  start(): Promise<number>;
  close(): Promise<void>;
}

/** @throws Error where the client of Docker is not there */
export async function openCommands(image: string): Promise<Commands> {
  const network = ['--network', 'none'];
  const make = async () => {
    const { stdout } = await call('docker', ['create', '--init', ...network, image, 'sleep', '100000']);
    return stdout.trim();
  };
  const idle = await make();
  await call('docker', ['start', idle]);
  return {
    async run() {
      await call('docker', ['run', '--rm', ...network, image, ...noop]);
    },
    async exec() {
      await call('docker', ['exec', idle, ...noop]);
    },
    async start() {
      const made = await make();
      try {
        const from = performance.now();
        await call('docker', ['start', made]);
        return performance.now() - from;
      } finally {
        await call('docker', ['rm', '-f', made]);
      }
    },
    async close() {
      await call('docker', ['rm', '-f', idle]);
    },
  };
}
