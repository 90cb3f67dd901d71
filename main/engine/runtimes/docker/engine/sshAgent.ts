import { spawn } from 'node:child_process';
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
    return connectBySsh(this.#address);
  }
}

/** The arguments of `ssh`. Never a question to a person: nobody would see it. */
export function sshArguments({ user, host, port, socketPath }: SshAddress): string[] {
  return [
    ...['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=15', '-T'],
    ...(user === null ? [] : ['-l', user]),
    ...(port === null ? [] : ['-p', String(port)]),
    '--',
    host,
    ...(socketPath === null ? ['docker'] : ['docker', '--host', `unix://${socketPath}`]),
    ...['system', 'dial-stdio'],
  ];
}

function connectBySsh(address: SshAddress): Duplex {
  const child = spawn('ssh', sshArguments(address), { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  const duplex = Duplex.from({ readable: child.stdout, writable: child.stdin });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-longestComplaint);
  });
  child.once('error', (error) => duplex.destroy(error));
  child.once('close', (code) => {
    if (code !== 0) duplex.destroy(new SshError(complaint.trim() || `ssh ended with code ${code}`));
  });
  // Also when the other side only closed its half: nothing more can come of it.
  duplex.once('close', () => child.kill());
  const nothing = () => duplex;
  return Object.assign(duplex, {
    setTimeout: nothing,
    setNoDelay: nothing,
    setKeepAlive: nothing,
    ref: nothing,
    unref: nothing,
  });
}

/** What `ssh`, or the `docker` on the other side, complained about. */
export class SshError extends Error {
  readonly code = 'ESSH';
}
