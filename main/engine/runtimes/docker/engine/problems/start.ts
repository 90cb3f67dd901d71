import type { Product } from '../endpoints/index.ts';
import type { Host } from './host.ts';

/** What to do, in a sentence and as a command. */
export interface Advice {
  advice: string;
  command: string | null;
}

/** How a person starts what should answer. */
export function howToStart(product: Product, host: Host): Advice {
  const goesOn = 'everything goes on by itself then.';
  switch (product) {
    case 'docker-desktop':
      return startDesktop(host);
    case 'podman':
      return host.platform === 'linux'
        ? {
            advice: `Start Podman's service: ${goesOn}`,
            command: 'systemctl --user enable --now podman.socket',
          }
        : { advice: `Start Podman's machine: ${goesOn}`, command: 'podman machine start' };
    case 'podman-root':
      return {
        advice: `Start Podman's service: ${goesOn}`,
        command: asRoot('systemctl enable --now podman.socket', host),
      };
    case 'colima':
      return { advice: `Start Colima: ${goesOn}`, command: 'colima start' };
    case 'rancher':
      return { advice: `Start Rancher Desktop: ${goesOn}`, command: 'rdctl start' };
    case 'orbstack':
      return { advice: `Start OrbStack: ${goesOn}`, command: 'orb start' };
    case 'docker-rootless':
      return { advice: `Start Docker: ${goesOn}`, command: 'systemctl --user start docker' };
    case 'docker': {
      if (host.platform !== 'linux') return startDesktop(host);
      const command = host.hasSystemd ? 'systemctl start docker' : 'service docker start';
      return { advice: `Start Docker: ${goesOn}`, command: asRoot(command, host) };
    }
  }
}

function startDesktop({ platform }: Host): Advice {
  const goesOn = 'everything goes on by itself as soon as it runs.';
  if (platform === 'darwin') return { advice: `Start Docker Desktop: ${goesOn}`, command: 'open -a Docker' };
  if (platform === 'win32')
    return { advice: `Start Docker Desktop from the Start menu: ${goesOn}`, command: 'docker desktop start' };
  return { advice: `Start Docker Desktop: ${goesOn}`, command: 'systemctl --user start docker-desktop' };
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
