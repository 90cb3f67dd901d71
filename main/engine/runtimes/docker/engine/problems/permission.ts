import type { Endpoint } from '../endpoints/index.ts';
import type { Host, SocketFile } from './host.ts';
import { asRoot, howToStart } from './start.ts';
import type { Advice } from './start.ts';

const sessionNote =
  'then log out and in again (or restart the computer), because a session learns its groups only at its beginning.';

/**
 * What a user does who may not use the socket.
 * @param file null where it cannot even be looked at
 */
export function howToBeAllowed(endpoint: Endpoint, file: SocketFile | null, host: Host): Advice {
  if (host.platform === 'win32') {
    return {
      advice: `Have the user "${host.userName}" added to the group docker-users, in a terminal of the administrator, ${sessionNote}`,
      command: `net localgroup docker-users "${host.userName}" /add`,
    };
  }
  if (host.platform === 'darwin') {
    return {
      advice: `The socket belongs to ${file?.owner ?? 'another user'}: start Docker Desktop in your own account.`,
      command: 'open -a Docker',
    };
  }
  if (endpoint.product === 'podman-root') {
    const { command } = howToStart('podman', host);
    return { advice: "Use your own Podman in place of the administrator's.", command };
  }
  if (file === null) {
    return {
      advice: 'The folder of the socket may not be read by this user: ask the administrator for it.',
      command: null,
    };
  }
  if (file.owner !== 'root' && !groupMayUse(file)) {
    return {
      advice: `The socket belongs to the user ${file.owner} alone: start DCM Processor as that user, or name another socket with DOCKER_HOST.`,
      command: null,
    };
  }
  return groupAdvice(file, host);
}

function groupAdvice(file: SocketFile, host: Host): Advice {
  const join = (group: string) =>
    host.hasUsermod ? `usermod -aG ${group} ${host.userName}` : `addgroup ${host.userName} ${group}`;
  if (file.isRootGroup || !groupMayUse(file)) {
    // Nobody is to become a member of the administrator's own group.
    const create = host.hasUsermod ? 'groupadd -f docker' : 'addgroup docker';
    const restart = host.hasSystemd ? 'systemctl restart docker' : 'service docker restart';
    return {
      advice: `Docker was set up without a group of users: make the group docker, join it and restart Docker, ${sessionNote}`,
      command: [create, join('docker'), restart].map((one) => asRoot(one, host)).join(' && '),
    };
  }
  if (file.isMember) {
    return {
      advice: `You are a member of the group ${file.group} already, but not in this session: log out and in again, or restart the computer.`,
      command: null,
    };
  }
  return {
    advice: `Join the group ${file.group}, to which the socket belongs, ${sessionNote} Members of that group have all rights on this machine.`,
    command: asRoot(join(file.group), host),
  };
}

function groupMayUse({ mode }: SocketFile): boolean {
  return (mode & 0o060) === 0o060;
}
