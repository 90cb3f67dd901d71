import { createServer } from 'node:net';
import { once } from 'node:events';
import { EngineError } from '../../../../contract/index.ts';
import type { Check, CheckedApplication } from '../types.ts';

/** The ports of the doors and components of an application, and who has them instead. */
export const portsCheck: Check<CheckedApplication> = {
  id: 'ports',
  limitMs: 20_000,
  async look({ open }) {
    if (open === null) return { state: 'unused', found: 'The application is not open.' };
    const { findings, used } = await open.ports();
    const [first] = findings;
    if (first !== undefined)
      return {
        state: 'failed',
        found: first.message,
        advice: first.advice,
        fix: doorOf(first.field) === null ? null : 'change-port',
        facts: [...used, ...findings.map(({ message }) => message)],
      };
    if (used.length === 0) return { state: 'unused', found: 'No door is open to the network.' };
    return { state: 'ok', found: 'All ports are free for their doors.', facts: [...used] };
  },
  fixes: {
    async 'change-port'({ id, open }, { surroundings, signal }) {
      if (open === null) throw new EngineError('application-damaged');
      const { findings } = await open.ports();
      for (const { field, code } of findings) {
        const door = doorOf(field);
        if (door === null) continue;
        const { [door]: options } = open.options;
        if (code === 'address-not-here') {
          surroundings.setOptions(id, { [door]: { ...options, bindAddress: '127.0.0.1' } });
        } else {
          const port = await freePort(options.bindAddress, options.port);
          surroundings.setOptions(id, { [door]: { ...options, port } });
        }
        // Looking whether its port is free meanwhile would take it away from the door.
        await open.doorOpened(door, AbortSignal.any([signal, AbortSignal.timeout(doorPatience)]));
      }
    },
  },
};

function doorOf(field: string | null): 'scp' | 'http' | null {
  const [, door] = field?.split('.') ?? [];
  return door === 'scp' || door === 'http' ? door : null;
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
