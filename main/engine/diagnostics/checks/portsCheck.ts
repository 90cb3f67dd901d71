import { createServer } from 'node:net';
import { once } from 'node:events';
import { EngineError } from '../../../../contract/index.ts';
import type { Finding } from '../../../../contract/index.ts';
import type { Check, CheckedApplication, PortOwner } from '../types.ts';

/** The ports of the doors and components of an application, and who has them instead. */
export const portsCheck: Check<CheckedApplication> = {
  id: 'ports',
  limitMs: 20_000,
  async look({ open, isStopped }) {
    if (open === null) return { state: 'unused', found: 'The application is not open.' };
    const { findings, used, working } = await open.ports();
    // What is open all the same works until it is opened the next time; a stopped application opens nothing.
    const failed = isStopped ? [] : findings.filter(({ field }) => !working.has(ownerOf(field)));
    const [first = null] = failed.length === 0 ? findings : failed;
    if (first !== null)
      return {
        state: failed.length === 0 ? 'warning' : 'failed',
        found: first.message,
        advice: first.advice,
        fix: failed.some(isMended) ? 'change-port' : null,
        facts: [...used, ...findings.map(({ message }) => message)],
      };
    if (used.length === 0) return { state: 'unused', found: 'No door is open to the network.' };
    return { state: 'ok', found: 'All ports are free for their doors.', facts: [...used] };
  },
  fixes: {
    async 'change-port'({ id, open }, { surroundings, signal }) {
      if (open === null) throw new EngineError('application-damaged');
      const { findings, working } = await open.ports();
      for (const finding of findings) {
        const door = ownerOf(finding.field);
        if (!isMended(finding) || working.has(door) || door === 'orthanc') continue;
        const { [door]: options } = open.options;
        const port = await freePort(options.bindAddress, options.port);
        surroundings.setOptions(id, { [door]: { ...options, port } });
        // Looking whether its port is free meanwhile would take it away from the door.
        await open.doorOpened(door, AbortSignal.any([signal, AbortSignal.timeout(doorPatience)]));
      }
    },
  },
};

/** What a port is of, by the option that names it. */
function ownerOf(field: string | null): PortOwner {
  const [, door] = field?.split('.') ?? [];
  return door === 'scp' || door === 'http' ? door : 'orthanc';
}

/** Another port helps, and is ours to choose. An address that this machine has not is not: whoever sends knows the one it had. */
function isMended({ field, code }: Finding): boolean {
  return ownerOf(field) !== 'orthanc' && code !== 'address-not-here';
}

/** Time that a door has to open, in milliseconds. */
const doorPatience = 15_000;
/** How many ports behind the wanted one are tried. */
const mostTried = 50;

/** The first port behind `from` that can be listened at. */
async function freePort(host: string, from: number): Promise<number> {
  // What needs special rights is not tried: ports from 1024 on are for everybody.
  const start = Math.max(from + 1, 1024);
  for (let port = start; port < Math.min(start + mostTried, 65_536); port += 1) {
    const server = createServer();
    try {
      server.listen({ host, port, exclusive: true });
      await once(server, 'listening');
      return port;
    } catch {
      // In use as well: the next one is tried.
    } finally {
      server.close();
    }
  }
  throw new EngineError('port-taken', `None of the ports from ${start} on is free.`);
}
