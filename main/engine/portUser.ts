import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { once } from 'node:events';
import net from 'node:net';

/** State of a socket that is listened at, as the kernel writes it. */
const listening = '0A';

/**
 * Tries whether an address can be listened at.
 * @returns null where it can; else the code of the system: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`
 */
export async function whyNotFree(host: string, port: number): Promise<string | null> {
  const server = net.createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    return null;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause ? String(cause.code) : 'EADDRINUSE';
  } finally {
    server.close();
  }
}

/** Name of the program of this user that listens at a port; null where that cannot be known. Linux only. */
export function programAt(port: number): string | null {
  try {
    const inodes = new Set([...inodesAt(port, '/proc/net/tcp'), ...inodesAt(port, '/proc/net/tcp6')]);
    if (inodes.size === 0) return null;
    const wanted = new Set([...inodes].map((inode) => `socket:[${inode}]`));
    const process = readdirSync('/proc').find((name) => /^\d+$/.test(name) && hasSocket(name, wanted));
    return process === undefined ? null : readFileSync(`/proc/${process}/comm`, 'utf8').trim();
  } catch {
    return null;
  }
}

/** Lines are `sl local_address rem_address st … inode`, addresses in hexadecimal with `:` before the port. */
function inodesAt(port: number, table: string): string[] {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(table, 'latin1')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(end) === true && fields[3] === listening)
    .map((fields) => fields[9] ?? '');
}

function hasSocket(process: string, wanted: ReadonlySet<string>): boolean {
  try {
    const folder = `/proc/${process}/fd`;
    return readdirSync(folder).some((fd) => {
      try {
        return wanted.has(readlinkSync(`${folder}/${fd}`));
      } catch {
        return false;
      }
    });
  } catch {
    // Of another user, or gone.
    return false;
  }
}
