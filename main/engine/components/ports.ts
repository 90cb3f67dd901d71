import { once } from 'node:events';
import net from 'node:net';
import { z } from 'zod';
import { EngineError } from '../../../contract/index.ts';
import type { DockerEngine } from '../runtimes/index.ts';

const listedSchema = z.array(z.looseObject({ Names: z.array(z.string()) }));

/** Port on this machine's loopback at which nothing listens; `wanted` null: any. Null where it is taken. */
export async function freePort(wanted: number | null): Promise<number | null> {
  const server = net.createServer();
  try {
    server.listen(wanted ?? 0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  } catch {
    return null;
  } finally {
    server.close();
  }
}

/** Names of the containers that a port of this machine leads to. @throws EngineError of Docker */
export async function containersAt(engine: DockerEngine, port: number): Promise<string[]> {
  const users = await engine.use(`look for who uses port ${port}`, (docker) =>
    docker.listContainers({ filters: { publish: [String(port)] } }),
  );
  return listedSchema.parse(users).flatMap(({ Names }) => Names.slice(0, 1).map((one) => one.slice(1)));
}

/**
 * @param name what the port is for, to follow "The port 8042 that"
 * @throws EngineError `port-taken`, with who uses it where that is a container
 */
export async function assertPortFree(engine: DockerEngine, port: number, name: string): Promise<void> {
  if ((await freePort(port)) !== null) return;
  const names = await containersAt(engine, port);
  const who = names.length === 0 ? 'another program' : `the container ${names.join(', ')}`;
  throw new EngineError('port-taken', `Port ${port}, which ${name} is to have, is used by ${who}.`);
}
