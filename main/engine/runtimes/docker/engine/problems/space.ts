import type { DockerProblem, DockerServer } from '../../../../../../contract/index.ts';

/** What a person does where Docker's own disk is full. */
export function freeSomeSpace(server: DockerServer | null, details: string | null): DockerProblem {
  const folder = server === null || server.rootFolder === '' ? '' : ` (${server.rootFolder})`;
  const isVirtual = server?.kind === 'docker-desktop';
  return {
    code: 'docker-disk-full',
    message: `There is no space left on the disk where Docker keeps images and containers${folder}.`,
    advice: [
      'Free some space on it: what is waiting goes on by itself then. The command removes what earlier builds left in the cache.',
      isVirtual ? 'Docker Desktop can also be given a larger disk: Settings, Resources.' : '',
    ]
      .join(' ')
      .trim(),
    command: server?.kind === 'podman' ? 'podman image prune' : 'docker builder prune',
    details,
  };
}
