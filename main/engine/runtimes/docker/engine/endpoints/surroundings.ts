import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { EngineError } from '../../../../../../contract/index.ts';
import type { DockerContext, Surroundings } from './types.ts';

const configSchema = z.looseObject({ currentContext: z.string().optional() });
const metaSchema = z.looseObject({
  Name: z.string(),
  Endpoints: z.looseObject({
    docker: z.looseObject({ Host: z.string().optional(), SkipTLSVerify: z.boolean().optional() }).optional(),
  }),
});

/** Reads what this machine and user say about where Docker may be. */
export function readSurroundings(env: NodeJS.ProcessEnv = process.env): Surroundings {
  const home = os.homedir();
  const configFolder = env['DOCKER_CONFIG'] ? env['DOCKER_CONFIG'] : path.join(home, '.docker');
  return {
    platform: process.platform,
    env,
    home,
    uid: process.getuid?.() ?? null,
    configFolder,
    currentContext: () => readCurrentContext(path.join(configFolder, 'config.json')),
    contexts: readContexts(path.join(configFolder, 'contexts')),
  };
}

function readCurrentContext(file: string): string | null {
  if (!existsSync(file)) return null;
  try {
    const config = configSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return config.currentContext ? config.currentContext : null;
  } catch (cause) {
    throw new EngineError('docker-endpoint-invalid', `Docker's settings in ${file} cannot be read.`, {
      advice: 'Correct the file or remove it.',
      cause,
    });
  }
}

/** Contexts as Docker keeps them: a folder each, named by the hash of the context's name. */
function readContexts(folder: string): DockerContext[] {
  const meta = path.join(folder, 'meta');
  if (!existsSync(meta)) return [];
  return readdirSync(meta).flatMap((name) => {
    const context = readContext(path.join(meta, name, 'meta.json'));
    if (context === null) return [];
    const hash = createHash('sha256').update(context.name).digest('hex');
    const tlsFolder = path.join(folder, 'tls', hash, 'docker');
    return [{ ...context, tlsFolder: existsSync(tlsFolder) ? tlsFolder : null }];
  });
}

/** Null for what is no context for containers, or is damaged: Docker's command line leaves it out as well. */
function readContext(file: string): Omit<DockerContext, 'tlsFolder'> | null {
  try {
    const { Name, Endpoints } = metaSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const host = Endpoints.docker?.Host;
    if (!host) return null;
    return { name: Name, host, skipTlsVerify: Endpoints.docker?.SkipTLSVerify ?? false };
  } catch {
    return null;
  }
}
