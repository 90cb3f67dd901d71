import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import http from 'node:http';
import { Duplex } from 'node:stream';
import type { Address } from './endpoints/index.ts';

type SshAddress = Extract<Address, { kind: 'ssh' }>;

/** Most of what `ssh` says that is kept for the technical cause, in characters. */
const longestComplaint = 2000;

/**
 * Connections to an engine on another machine, as Docker's own command line makes them: the user's `ssh`, with its
 * keys and settings, runs `docker system dial-stdio` there. Connections are kept, because each takes a log-in.
 */
export function createSshAgent(address: SshAddress): http.Agent {
  return new SshAgent(address);
}

class SshAgent extends http.Agent {
  readonly #address: SshAddress;

  constructor(address: SshAddress) {
    super({ keepAlive: true, maxFreeSockets: 2, timeout: 60_000 });
    this.#address = address;
  }

  override createConnection(): Duplex {
    return new SshSocket(this.#address);
  }
}

/** The arguments of `ssh`. Never a question to a person: nobody would see it. */
function sshArguments({ user, host, port, socketPath }: SshAddress): string[] {
  return [
    '-oBatchMode=yes',
    '-oConnectTimeout=15',
    '-T',
    ...(user === null ? [] : ['-l', user]),
    ...(port === null ? [] : ['-p', String(port)]),
    '--',
    host,
    ...(socketPath === null ? ['docker'] : ['docker', '--host', `unix://${socketPath}`]),
    'system',
    'dial-stdio',
  ];
}

/** One log-in, as the socket that it stands for. */
class SshSocket extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams;

  constructor(address: SshAddress) {
    super();
    const child = spawn('ssh', sshArguments(address), { stdio: 'pipe', windowsHide: true });
    this.#child = child;
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-longestComplaint);
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) child.stdout.pause();
    });
    child.stdin.on('error', (error) => this.destroy(error));
    child.once('error', (error) => this.destroy(error));
    child.once('close', (code) => {
      if (code === 0) this.push(null);
      else this.destroy(new SshError(complaint.trim() || `ssh ended with code ${code}`));
    });
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#child.stdin.write(chunk, encoding, done);
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.kill();
    done(error);
  }

  /** What the HTTP client asks of a socket and means nothing here. */
  setTimeout = (): this => this;
  setNoDelay = (): this => this;
  setKeepAlive = (): this => this;
  ref = (): this => this;
  unref = (): this => this;
}

/** What `ssh`, or the `docker` on the other side, complained about. */
class SshError extends Error {
  readonly code = 'ESSH';
}
