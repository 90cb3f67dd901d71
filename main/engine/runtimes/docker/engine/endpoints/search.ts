import path from 'node:path';
import { EngineError } from '../../../../../../contract/index.ts';
import { parseAddress } from './address.ts';
import type { Address } from './address.ts';
import type { DockerContext, Endpoint, Product, Search, Surroundings } from './types.ts';
import { usualPlaces } from './usualPlaces.ts';

/**
 * Where to look for Docker, by the rules of its own command line: `DOCKER_HOST`, else `DOCKER_CONTEXT`, else the
 * context in use. Where the user chose nothing, every usual place of this system follows, and the contexts that lie
 * on this machine.
 * @throws EngineError `docker-endpoint-invalid`
 */
export function searchFor(around: Surroundings): Search {
  const { env } = around;
  const host = env['DOCKER_HOST']?.trim();
  if (host) return { endpoints: [ofVariable(host, around)], chosen: true };
  const named = env['DOCKER_CONTEXT']?.trim();
  const context = named ? named : around.currentContext();
  if (context !== null && context !== 'default') {
    return { endpoints: [ofChosenContext(context, around)], chosen: true };
  }
  const podman = env['CONTAINER_HOST']?.trim();
  if (podman) return { endpoints: [endpoint(podman, 'CONTAINER_HOST', 'podman', null)], chosen: true };
  const others = around.contexts
    .filter(({ host }) => /^(unix|npipe):\/\/./.test(host))
    .map((one) => ofContext(one));
  return { endpoints: withoutRepetition([...usualPlaces(around), ...others]), chosen: false };
}

function ofVariable(host: string, { env, configFolder }: Surroundings): Endpoint {
  const isVerified = Boolean(env['DOCKER_TLS_VERIFY']);
  const isSecure = isVerified || Boolean(env['DOCKER_TLS']);
  const folder = env['DOCKER_CERT_PATH'] ?? configFolder;
  return endpoint(host, 'DOCKER_HOST', productAt(host), isSecure ? { folder, verify: isVerified } : null);
}

function ofChosenContext(name: string, { contexts }: Surroundings): Endpoint {
  const context = contexts.find((one) => one.name === name);
  if (context !== undefined) return ofContext(context);
  throw new EngineError('docker-endpoint-invalid', `There is no Docker context "${name}".`, {
    advice: 'Choose one that exists: docker context ls, docker context use NAME. Or unset DOCKER_CONTEXT.',
  });
}

function ofContext({ name, host, tlsFolder, skipTlsVerify }: DockerContext): Endpoint {
  const tls = tlsFolder === null ? null : { folder: tlsFolder, verify: !skipTlsVerify };
  return endpoint(host, `Docker context "${name}"`, productAt(`${name} ${host}`), tls);
}

function endpoint(host: string, origin: string, product: Product, tls: Endpoint['tls']): Endpoint {
  const target = parseAddress(host, tls !== null);
  return { address: written(target), target, origin, product, tls };
}

/** Whose it seems to be, for what is said when it does not answer. */
function productAt(text: string): Product {
  if (/podman/i.test(text)) return 'podman';
  if (/desktop/i.test(text)) return 'docker-desktop';
  if (/colima/i.test(text)) return 'colima';
  if (/orbstack/i.test(text)) return 'orbstack';
  if (/[./]rd\/|rancher/i.test(text)) return 'rancher';
  return /\/run\/user\/|\/\.docker\/run\//.test(text) ? 'docker-rootless' : 'docker';
}

function written(target: Address): string {
  if (target.kind === 'socket') return `${target.path.startsWith('//') ? 'npipe' : 'unix'}://${target.path}`;
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  if (target.kind === 'tcp') return `tcp://${host}:${target.port}`;
  const port = target.port === null ? '' : `:${target.port}`;
  return `ssh://${target.user === null ? '' : `${target.user}@`}${host}${port}${target.socketPath ?? ''}`;
}

function withoutRepetition(endpoints: Endpoint[]): Endpoint[] {
  const seen = new Set<string>();
  return endpoints.filter(({ target }) => {
    if (target.kind !== 'socket') return true;
    const key = path.posix.normalize(target.path).replace(/^\/run\//, '/var/run/');
    return !seen.has(key) && seen.add(key);
  });
}
