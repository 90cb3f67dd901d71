import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { inspect } from 'node:util';
import type Docker from 'dockerode';
import { EngineError } from '../../../../../contract/index.ts';
import type { Endpoint } from './endpoints/index.ts';
import { createSshAgent } from './sshAgent.ts';

/** A way to one engine of Docker. */
export interface Client {
  docker: Docker;
  /** Ends the connections that wait for a next request. */
  close(): void;
}

/**
 * Makes a client; nothing is connected yet. No version of the interface is asked for, so that the server takes its own.
 * @throws EngineError `docker-endpoint-invalid` for certificates that cannot be read
 */
export async function createClient({ target, tls, origin }: Endpoint): Promise<Client> {
  // Loaded only where Docker is used at all: it takes a quarter of a second.
  const { default: DockerClient } = await import('dockerode');
  if (target.kind === 'socket') {
    // Opening a local socket costs nothing; one that is kept would be of an engine that was restarted meanwhile.
    const agent = quiet(new http.Agent({ keepAlive: false }));
    const options = { socketPath: target.path, agent };
    return clientOf(
      apart(() => new DockerClient(options)),
      agent,
    );
  }
  if (target.kind === 'ssh') {
    const agent = quiet(createSshAgent(target));
    const options = { protocol: 'http' as const, host: 'docker', port: 80, agent };
    return clientOf(
      apart(() => new DockerClient(options)),
      agent,
    );
  }
  const { host, port, secure } = target;
  const certificates = secure && tls !== null ? readCertificates(tls.folder, origin) : {};
  const agent = quiet(
    secure
      ? new https.Agent({ keepAlive: true, rejectUnauthorized: tls?.verify ?? true, ...certificates })
      : new http.Agent({ keepAlive: true }),
  );
  const protocol: 'http' | 'https' = secure ? 'https' : 'http';
  const options = { protocol, host, port, agent };
  return clientOf(
    apart(() => new DockerClient(options)),
    agent,
  );
}

/** The library would fill in from the environment what is left out, and fail where that cannot be read. */
function apart<Made>(make: () => Made): Made {
  const names = ['DOCKER_HOST', 'DOCKER_CERT_PATH', 'DOCKER_CLIENT_TIMEOUT', 'DOCKER_PATH_PREFIX'] as const;
  const before = names.map((name) => [name, process.env[name]] as const);
  for (const name of names) delete process.env[name];
  try {
    return make();
  } finally {
    for (const [name, value] of before) if (value !== undefined) process.env[name] = value;
  }
}

function clientOf(docker: Docker, agent: http.Agent): Client {
  return { docker, close: () => agent.destroy() };
}

/** The library describes the options of each request in full for its debug log, wanted or not: that took its time. */
function quiet<Agent extends http.Agent>(agent: Agent): Agent {
  return Object.assign(agent, { [inspect.custom]: () => 'agent' });
}

function readCertificates(folder: string, origin: string): { ca?: Buffer; cert?: Buffer; key?: Buffer } {
  const read = (name: string) => {
    try {
      return readFileSync(path.join(folder, name));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new EngineError(
        'docker-endpoint-invalid',
        `The certificate ${path.join(folder, name)} (${origin}) cannot be read.`,
        { cause },
      );
    }
  };
  const files = { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
  return {
    ...(files.ca && { ca: files.ca }),
    ...(files.cert && files.key && { cert: files.cert, key: files.key }),
  };
}
