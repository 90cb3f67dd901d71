import { once } from 'node:events';
import { readFile, readdir, readlink } from 'node:fs/promises';
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
export async function programAt(port: number): Promise<string | null> {
  try {
    const inodes = [...(await inodesAt(port, '/proc/net/tcp')), ...(await inodesAt(port, '/proc/net/tcp6'))];
    if (inodes.length === 0) return null;
    const wanted = new Set(inodes.map((inode) => `socket:[${inode}]`));
    // One after the other, beside whatever else the engine does: there may be thousands.
    for (const process of await readdir('/proc')) {
      if (/^\d+$/.test(process) && (await hasSocket(process, wanted)))
        return (await readFile(`/proc/${process}/comm`, 'utf8')).trim();
    }
    return null;
  } catch {
    return null;
  }
}

/** Lines are `sl local_address rem_address st … inode`, addresses in hexadecimal with `:` before the port. */
async function inodesAt(port: number, table: string): Promise<string[]> {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return (await readFile(table, 'latin1'))
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(end) === true && fields[3] === listening)
    .map((fields) => fields[9] ?? '');
}

async function hasSocket(process: string, wanted: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${process}/fd`;
  // Of another user, or gone.
  for (const fd of await readdir(folder).catch(() => [])) {
    const leadsTo = await readlink(`${folder}/${fd}`).catch(() => '');
    if (wanted.has(leadsTo)) return true;
  }
  return false;
}
