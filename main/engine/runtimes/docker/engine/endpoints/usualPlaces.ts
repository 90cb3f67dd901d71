import path from 'node:path';
import type { Endpoint, Product, Surroundings } from './types.ts';

/** The usual places of Docker and of what can stand in for it, in the order in which they are tried. */
export function usualPlaces(around: Surroundings): Endpoint[] {
  if (around.platform === 'win32') {
    return [
      pipe('docker_engine', 'docker-desktop'),
      pipe('dockerDesktopLinuxEngine', 'docker-desktop'),
      pipe('podman-machine-default', 'podman'),
    ];
  }
  return around.platform === 'darwin' ? placesOnMac(around) : placesOnLinux(around);
}

function placesOnLinux({ env, home, uid }: Surroundings): Endpoint[] {
  const own = env['XDG_RUNTIME_DIR'] ?? (uid === null ? '/run' : `/run/user/${uid}`);
  return [
    socket('/var/run/docker.sock', 'docker'),
    socket(path.posix.join(own, 'docker.sock'), 'docker-rootless'),
    socket(path.posix.join(home, '.docker/run/docker.sock'), 'docker-rootless'),
    socket(path.posix.join(home, '.docker/desktop/docker.sock'), 'docker-desktop'),
    ...colima(env, home),
    socket(path.posix.join(home, '.rd/docker.sock'), 'rancher'),
    socket(path.posix.join(own, 'podman/podman.sock'), 'podman'),
    socket('/run/podman/podman.sock', 'podman-root'),
  ];
}

function placesOnMac({ env, home }: Surroundings): Endpoint[] {
  const temporary = env['TMPDIR'];
  return [
    socket(path.posix.join(home, '.docker/run/docker.sock'), 'docker-desktop'),
    socket('/var/run/docker.sock', 'docker-desktop'),
    socket(path.posix.join(home, '.orbstack/run/docker.sock'), 'orbstack'),
    ...colima(env, home),
    socket(path.posix.join(home, '.rd/docker.sock'), 'rancher'),
    ...(temporary === undefined
      ? []
      : [socket(path.posix.join(temporary, 'podman/podman-machine-default-api.sock'), 'podman')]),
    socket(path.posix.join(home, '.local/share/containers/podman/machine/podman.sock'), 'podman'),
  ];
}

function colima(env: Surroundings['env'], home: string): Endpoint[] {
  const folders = [
    env['COLIMA_HOME'],
    path.posix.join(home, '.colima'),
    path.posix.join(env['XDG_CONFIG_HOME'] ?? path.posix.join(home, '.config'), 'colima'),
  ];
  return folders.flatMap((folder) =>
    folder === undefined ? [] : [socket(path.posix.join(folder, 'default/docker.sock'), 'colima')],
  );
}

const names: Record<Product, string> = {
  docker: 'Docker',
  'docker-rootless': 'Docker without administrator rights',
  'docker-desktop': 'Docker Desktop',
  podman: 'Podman',
  'podman-root': 'Podman of the administrator',
  colima: 'Colima',
  rancher: 'Rancher Desktop',
  orbstack: 'OrbStack',
};

function socket(file: string, product: Product): Endpoint {
  return {
    address: `unix://${file}`,
    target: { kind: 'socket', path: file },
    origin: `usual place of ${names[product]}`,
    product,
    tls: null,
  };
}

function pipe(name: string, product: Product): Endpoint {
  const file = `//./pipe/${name}`;
  return { ...socket(file, product), address: `npipe://${file}` };
}
