import { stat } from 'node:fs/promises';
import type { DockerServer } from '../../../../../contract/index.ts';

/**
 * Who processes in containers are, as `uid:gid`: the owner of the application's folder, so that both can use each
 * other's files. Without rights of the administrator Docker has that owner as 0 in its containers.
 */
export async function containerUser(folder: string, server: DockerServer | null): Promise<string> {
  if (server?.rootless === true || process.platform === 'win32') return '0:0';
  const { uid, gid } = await stat(folder);
  return `${uid}:${gid}`;
}
