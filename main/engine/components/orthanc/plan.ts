import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import type { DockerOptions, OrthancOptions } from '../../../../contract/index.ts';
import type { ContainerPlan } from '../../runtimes/index.ts';
import { inside } from './configuration.ts';
import type { ComponentImage } from './image.ts';

/** What the container of Orthanc is made from. */
export interface OrthancPlanParts {
  /** Folder of the component in the application folder. */
  folder: string;
  options: OrthancOptions;
  restartPolicy: DockerOptions['restartPolicy'];
  image: ComponentImage;
  network: string;
  /** Port on this machine for REST. */
  port: number;
  /** Text of its configuration file: another one needs a new container. */
  configuration: string;
}

/** Files and folders of the component on this machine. */
export const orthancFiles = (folder: string) => ({
  configuration: path.join(folder, 'orthanc.json'),
  storage: path.join(folder, 'storage'),
});

/** The container as Docker is to make it: reachable from this machine alone, and by its name in its network. */
export function planOrthanc(parts: OrthancPlanParts): ContainerPlan {
  const { folder, options, image, network, port } = parts;
  const files = orthancFiles(folder);
  const published = (onHost: number) => [{ HostIp: '127.0.0.1', HostPort: String(onHost) }];
  const made = {
    Image: image.id,
    Cmd: [inside.configuration],
    ...userOf(folder),
    ExposedPorts: { [`${inside.httpPort}/tcp`]: {}, [`${inside.dicomPort}/tcp`]: {} },
    HostConfig: {
      Init: true,
      Binds: [`${files.configuration}:${inside.configuration}:ro`, `${files.storage}:${inside.storage}:rw`],
      PortBindings: {
        [`${inside.httpPort}/tcp`]: published(port),
        ...(options.dicomPort !== null && { [`${inside.dicomPort}/tcp`]: published(options.dicomPort) }),
      },
      NetworkMode: network,
      RestartPolicy: { Name: parts.restartPolicy },
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
    },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: ['orthanc'] } } },
  };
  const config = createHash('sha256')
    .update(JSON.stringify([made, parts.configuration]))
    .digest('hex')
    .slice(0, 32);
  return { role: 'component', of: 'orthanc', replica: 1, config, options: made };
}

/** Files that it writes belong to the owner of the application folder, as everything there does. */
function userOf(folder: string): { User?: string } {
  if (process.platform === 'win32') return {};
  const { uid, gid } = statSync(folder);
  return { User: `${uid}:${gid}` };
}
