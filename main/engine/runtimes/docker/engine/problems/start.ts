import type { Product } from '../endpoints/index.ts';
import type { Host } from './host.ts';

/** What to do, in a sentence and as a command. */
export interface Advice {
  advice: string;
  command: string | null;
}

/** A program that starts Docker, and that this user may run without a password. */
export interface Starter {
  file: string;
  arguments: readonly string[];
  /** It is the application itself, which goes on running. */
  stays: boolean;
}

/** How one product is started. */
interface Way {
  /** For people. */
  what: string;
  program: readonly [name: string, ...rest: string[]];
  /** Only the administrator may. */
  isRootOnly?: true;
  /** What must be known to the user's systemd for it. */
  unit?: string;
  /** The engine runs this in place of `program`; null: it was not found. */
  application?: string | null;
}

/** How a person starts what should answer. */
export function howToStart(product: Product, host: Host): Advice {
  const { what, program, isRootOnly } = wayOf(product, host);
  const command = program.join(' ');
  return {
    advice: `Start ${what}: everything goes on by itself as soon as it runs.`,
    command: isRootOnly ? asRoot(command, host) : command,
  };
}

/** What starts it without asking for a password; null where nothing on this machine does. */
export function starterOf(product: Product, host: Host): Starter | null {
  const { program, isRootOnly, unit, application } = wayOf(product, host);
  if (application !== undefined)
    return application === null ? null : { file: application, arguments: [], stays: true };
  if (isRootOnly && !host.isRoot) return null;
  if (unit !== undefined && !host.userUnits.includes(unit)) return null;
  const [name, ...rest] = program;
  const file = host.find(name);
  return file === null ? null : { file, arguments: rest, stays: false };
}

/** Products that have a program of their own for it, the same on each system. */
const ownPrograms = {
  colima: { what: 'Colima', program: ['colima', 'start'] },
  rancher: { what: 'Rancher Desktop', program: ['rdctl', 'start'] },
  orbstack: { what: 'OrbStack', program: ['orb', 'start'] },
} as const;

function wayOf(product: Product, host: Host): Way {
  const isLinux = host.platform === 'linux';
  switch (product) {
    case 'docker':
      return isLinux ? ofService(host) : desktop(host);
    case 'docker-rootless':
      return {
        what: 'Docker',
        program: ['systemctl', '--user', 'start', 'docker'],
        unit: 'docker.service',
      };
    case 'docker-desktop':
      return desktop(host);
    case 'podman':
      return isLinux
        ? {
            what: "Podman's service",
            program: ['systemctl', '--user', 'enable', '--now', 'podman.socket'],
            unit: 'podman.socket',
          }
        : { what: "Podman's machine", program: ['podman', 'machine', 'start'] };
    case 'podman-root':
      return {
        what: "Podman's service",
        program: ['systemctl', 'enable', '--now', 'podman.socket'],
        isRootOnly: true,
      };
    default:
      return ownPrograms[product];
  }
}

function ofService({ hasSystemd }: Host): Way {
  return {
    what: 'Docker',
    program: hasSystemd ? ['systemctl', 'start', 'docker'] : ['service', 'docker', 'start'],
    isRootOnly: true,
  };
}

function desktop({ platform, desktopProgram }: Host): Way {
  if (platform === 'darwin') return { what: 'Docker Desktop', program: ['open', '-a', 'Docker'] };
  if (platform === 'win32') {
    return {
      what: 'Docker Desktop from the Start menu',
      program: ['docker', 'desktop', 'start'],
      // The command is younger than many an installed Docker Desktop.
      application: desktopProgram,
    };
  }
  return {
    what: 'Docker Desktop',
    program: ['systemctl', '--user', 'start', 'docker-desktop'],
    unit: 'docker-desktop.service',
  };
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
