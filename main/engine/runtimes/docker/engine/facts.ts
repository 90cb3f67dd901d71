import type Docker from 'dockerode';
import { z } from 'zod';
import { EngineError } from '../../../../../contract/index.ts';
import type { DockerServer } from '../../../../../contract/index.ts';

/** Interface of Docker 20.10, and what Podman offers. */
const oldestApi = [1, 40] as const;

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const versionSchema = z.looseObject({
  Version: z.string(),
  ApiVersion: z.string(),
  Components: z.array(z.looseObject({ Name: text })).nullish(),
});
const infoSchema = z.looseObject({
  OperatingSystem: text,
  Architecture: text,
  OSType: text,
  NCPU: z.number().nullish(),
  MemTotal: z.number().nullish(),
  DockerRootDir: text,
  SecurityOptions: z.array(z.string()).nullish(),
  Runtimes: z.record(z.string(), z.unknown()).nullish(),
  DiscoveredDevices: z.array(z.looseObject({ Source: text, ID: text })).nullish(),
});

/**
 * Asks what answers there.
 * @throws EngineError `docker-too-old`, `docker-unavailable` where something else than Docker answers
 */
export async function askServer(docker: Docker): Promise<DockerServer> {
  const version = versionSchema.safeParse(await docker.version());
  const info = infoSchema.safeParse(await docker.info());
  if (!version.success || !info.success) {
    throw new EngineError('docker-unavailable', 'What answers is not Docker.', {
      advice: 'Check DOCKER_HOST or the Docker context.',
      details: z.prettifyError(version.error ?? info.error ?? new z.ZodError([])),
    });
  }
  const { Version, ApiVersion, Components } = version.data;
  if (isOlder(ApiVersion)) {
    throw new EngineError('docker-too-old', `Docker ${Version} is too old for DCM Processor.`);
  }
  if (info.data.OSType === 'windows') {
    throw new EngineError(
      'docker-unavailable',
      'Docker runs Windows containers, and services need Linux ones.',
      {
        advice: 'Choose "Switch to Linux containers" in the menu of Docker Desktop.',
      },
    );
  }
  const options = info.data.SecurityOptions ?? [];
  return {
    kind: kindOf(Components ?? [], info.data.OperatingSystem),
    version: Version,
    apiVersion: ApiVersion,
    operatingSystem: info.data.OperatingSystem,
    architecture: info.data.Architecture,
    cpus: info.data.NCPU ?? 1,
    memoryBytes: info.data.MemTotal ?? 0,
    rootless: options.some((option) => option.includes('rootless')),
    rootFolder: info.data.DockerRootDir,
    gpus: {
      nvidia: Object.keys(info.data.Runtimes ?? {}).some((name) => name.startsWith('nvidia')),
      devices: (info.data.DiscoveredDevices ?? []).flatMap(({ Source, ID }) =>
        Source === 'cdi' ? [ID] : [],
      ),
    },
  };
}

function isOlder(apiVersion: string): boolean {
  const [major = 0, minor = 0] = apiVersion.split('.').map(Number);
  return major < oldestApi[0] || (major === oldestApi[0] && minor < oldestApi[1]);
}

function kindOf(components: readonly { Name: string }[], operatingSystem: string): DockerServer['kind'] {
  if (components.some(({ Name }) => /podman/i.test(Name))) return 'podman';
  return operatingSystem === 'Docker Desktop' ? 'docker-desktop' : 'docker';
}
