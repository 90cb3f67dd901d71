import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { EngineError } from '../../../../../contract/index.ts';
import type { ShortRun } from '../../../workers/index.ts';

/** Output beyond this is not kept, in bytes. */
const mostOutput = 1024 * 1024;

/**
 * Runs a short container and removes it, however it ends.
 * @returns its exit code and what it said on either stream; a container that took too long was killed (137)
 * @throws EngineError `cancelled`
 */
export async function shortRun(
  docker: Docker,
  { image, command, variables, labels, timeoutMs }: ShortRun,
  signal: AbortSignal,
): Promise<{ exitCode: number; output: string }> {
  if (signal.aborted) throw new EngineError('cancelled');
  const container = await docker.createContainer({
    Image: image,
    Entrypoint: [...command],
    Cmd: [],
    User: '0:0',
    WorkingDir: '/',
    Env: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    Labels: { ...labels },
    Tty: false,
    HostConfig: { SecurityOpt: ['no-new-privileges'], PidsLimit: 512, Init: true },
  });
  // It may have ended by itself already.
  const kill = () => void container.kill().catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  try {
    const attached = await container.attach({ stream: true, stdout: true, stderr: true });
    const output = collect(docker, attached);
    signal.addEventListener('abort', kill, { once: true });
    await container.start();
    timer = setTimeout(kill, timeoutMs);
    if (signal.aborted) kill();
    const ended: unknown = await container.wait();
    if (signal.aborted) throw new EngineError('cancelled');
    const exitCode =
      typeof ended === 'object' && ended !== null && 'StatusCode' in ended ? Number(ended.StatusCode) : -1;
    return { exitCode, output: await output };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
    await container.remove({ force: true, v: true }).catch(() => undefined);
  }
}

async function collect(docker: Docker, attached: NodeJS.ReadableStream): Promise<string> {
  const both = new PassThrough();
  docker.modem.demuxStream(attached, both, both);
  attached.once('end', () => both.end());
  attached.once('error', () => both.end());
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of both) {
    const piece: unknown = chunk;
    if (!(piece instanceof Buffer) || bytes > mostOutput) continue;
    bytes += piece.length;
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
}
