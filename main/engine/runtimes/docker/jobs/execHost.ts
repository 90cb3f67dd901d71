import { PassThrough } from 'node:stream';
import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { speakWithHost } from '../../host/index.ts';
import type { HostHello, HostListener, HostProcess } from '../../host/index.ts';
import type { DockerEngine } from '../engine/index.ts';

/** A command to be started in a container. */
export interface ContainerCommand {
  id: string;
  name: string;
  command: readonly string[];
  variables: Readonly<Record<string, string>>;
}

/** A command that runs in a container, with its streams. */
interface RunningCommand {
  stream: Duplex;
  stdout: PassThrough;
  stderr: PassThrough;
  /** Resolves when its streams have ended, with its exit code; null where nobody can tell. */
  end: Promise<number | null>;
}

/** Folder from which everything of the runtime is started: Python looks for modules there first. */
const workingFolder = '/opt/dcm-processor/python';
/** Most that is kept of what a short command says, in characters. */
const mostOutput = 16 * 1024 * 1024;

/**
 * Starts a Python host in a container that runs, over the streams of `docker exec`.
 * @param terminate ends it from outside, by its process id in the container
 * @throws EngineError `runtime-failed`, those of Docker
 */
export async function startHostByExec(
  engine: DockerEngine,
  options: ContainerCommand & {
    terminate: (pid: number | null) => void;
    saidHello: (hello: HostHello) => void;
  },
  listener: HostListener,
  signal: AbortSignal,
): Promise<HostProcess> {
  const { stream, stdout, stderr, end } = await startByExec(engine, options, true);
  let pid: number | null = null;
  return speakWithHost(
    {
      name: options.name,
      stdin: stream,
      stdout,
      stderr,
      end: end.then((code) =>
        code === null ? 'The connection to its container ended.' : `It ended with exit code ${code}.`,
      ),
      terminate() {
        options.terminate(pid);
        stream.destroy();
      },
      saidHello(hello) {
        pid = hello.pid;
        options.saidHello(hello);
      },
    },
    listener,
    signal,
  );
}

/**
 * Runs a short command in a container.
 * @throws EngineError those of Docker
 */
export async function execToEnd(
  engine: DockerEngine,
  options: ContainerCommand,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const { stdout, stderr, end } = await startByExec(engine, options, false);
  const said = { stdout: '', stderr: '' };
  for (const [name, stream] of [
    ['stdout', stdout],
    ['stderr', stderr],
  ] as const) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      if (said[name].length < mostOutput) said[name] += text;
    });
  }
  const exitCode = await end;
  return { exitCode, ...said };
}

async function startByExec(
  engine: DockerEngine,
  { id, name, command, variables }: ContainerCommand,
  withInput: boolean,
): Promise<RunningCommand> {
  return engine.use(`start Python in the container ${name}`, async (docker) => {
    const exec = await docker.getContainer(id).exec({
      AttachStdin: withInput,
      AttachStdout: true,
      AttachStderr: true,
      Tty: false,
      Cmd: [...command],
      Env: Object.entries(variables).map(([variable, value]) => `${variable}=${value}`),
      WorkingDir: workingFolder,
    });
    const stream = await exec.start({ hijack: true, stdin: withInput, Tty: false });
    const { stdout, stderr, end } = split(docker, stream);
    return { stream, stdout, stderr, end: end.then(() => exitCodeOf(exec)) };
  });
}

/** The two streams of a container or command, which Docker sends as one. `end` resolves when both were read. */
export function split(
  docker: Docker,
  stream: Duplex,
): { stdout: PassThrough; stderr: PassThrough; end: Promise<void> } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  docker.modem.demuxStream(stream, stdout, stderr);
  const closed = new Promise<void>((resolve) => {
    stream.once('end', resolve);
    stream.once('close', resolve);
    stream.on('error', () => resolve());
  });
  const end = closed.then(async () => {
    const read = [stdout, stderr].map((one) => new Promise<void>((resolve) => one.once('end', resolve)));
    stdout.end();
    stderr.end();
    stream.destroy();
    await Promise.all(read);
  });
  return { stdout, stderr, end };
}

async function exitCodeOf(exec: Docker.Exec): Promise<number | null> {
  try {
    return (await exec.inspect()).ExitCode;
  } catch {
    // The container is gone, or Docker: its state tells more.
    return null;
  }
}
