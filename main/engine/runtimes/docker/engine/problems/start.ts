import type { Product } from '../endpoints/index.ts';
import type { Host } from './host.ts';

/** What to do, in a sentence and as a command. */
export interface Advice {
  advice: string;
  command: string | null;
}

/** How a person starts what should answer. */
export function howToStart(product: Product, host: Host): Advice {
  const isLinux = host.platform === 'linux';
  const byProduct: Record<Product, { what: string; command: string }> = {
    docker: isLinux ? { what: 'Docker', command: startService('docker', host) } : desktop(host),
    'docker-rootless': { what: 'Docker', command: 'systemctl --user start docker' },
    'docker-desktop': desktop(host),
    podman: isLinux
      ? { what: "Podman's service", command: 'systemctl --user enable --now podman.socket' }
      : { what: "Podman's machine", command: 'podman machine start' },
    'podman-root': {
      what: "Podman's service",
      command: asRoot('systemctl enable --now podman.socket', host),
    },
    colima: { what: 'Colima', command: 'colima start' },
    rancher: { what: 'Rancher Desktop', command: 'rdctl start' },
    orbstack: { what: 'OrbStack', command: 'orb start' },
  };
  const { what, command } = byProduct[product];
  return { advice: `Start ${what}: everything goes on by itself as soon as it runs.`, command };
}

function startService(name: string, host: Host): string {
  return asRoot(host.hasSystemd ? `systemctl start ${name}` : `service ${name} start`, host);
}

function desktop({ platform }: Host): { what: string; command: string } {
  if (platform === 'darwin') return { what: 'Docker Desktop', command: 'open -a Docker' };
  if (platform === 'win32')
    return { what: 'Docker Desktop from the Start menu', command: 'docker desktop start' };
  return { what: 'Docker Desktop', command: 'systemctl --user start docker-desktop' };
}

/** How a person installs Docker. */
export function howToInstall(
  { platform, isRoot }: Pick<Host, 'platform' | 'isRoot'>,
  hasApt: boolean,
): Advice {
  if (platform === 'linux') {
    return {
      advice:
        'Install Docker (https://docs.docker.com/engine/install) or Podman; if it is installed in an unusual place, name its socket with DOCKER_HOST.',
      command: hasApt ? asRoot('apt-get install docker.io', { isRoot }) : null,
    };
  }
  return {
    advice:
      'Install Docker Desktop (https://docs.docker.com/desktop) or Podman Desktop (https://podman-desktop.io) and start it.',
    command: platform === 'darwin' ? null : 'winget install Docker.DockerDesktop',
  };
}

/** A command with the administrator's rights. */
export function asRoot(command: string, { isRoot }: Pick<Host, 'isRoot'>): string {
  return isRoot ? command : `sudo ${command}`;
}
