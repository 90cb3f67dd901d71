import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import { EngineError } from '../../../../contract/index.ts';
import type { ApplicationOptions, OrthancOptions } from '../../../../contract/index.ts';
import { applicationSlug } from '../../runtimes/index.ts';
import type { ContainerPlan, Docker, NamedApplication } from '../../runtimes/index.ts';
import { assertPortFree, freePort } from '../ports.ts';
import { ask } from './client.ts';
import type { OrthancAddress } from './client.ts';
import { orthancConfiguration } from './configuration.ts';
import { readCredentials, writeCredentials } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import type { ComponentImage } from './image.ts';
import { orthancFiles, planOrthanc } from './plan.ts';

/** How long an Orthanc may take until it answers, and the pause between two questions, in milliseconds. */
const [longestStart, startPause] = [60_000, 100];

const systemSchema = z.looseObject({ Version: z.string() });

/** An Orthanc that answers. */
export interface OrthancAtWork {
  address: OrthancAddress;
  version: string;
  image: string;
  /** Tells its database from any other one. */
  databaseId: string;
}

/** What bringing it up takes. */
export interface BringUp {
  docker: Docker;
  application: NamedApplication;
  folder: string;
  options: ApplicationOptions;
  orthanc: OrthancOptions;
  image: ComponentImage;
}

/**
 * Brings the container of Orthanc up and waits until it answers. One that runs as it should is left alone.
 * @throws EngineError of Docker, `port-taken`, `disk-failed`, `component-failed`, `cancelled`
 */
export async function bringUpOrthanc(parts: BringUp, signal: AbortSignal): Promise<OrthancAtWork> {
  const { docker, application, folder, image } = parts;
  const { subnet } = parts.options.docker.network;
  const network = await docker.containers.ensureNetwork(application, subnet);
  const databaseId = prepareFolder(folder);
  let credentials = readCredentials(folder);
  if (!(await runsAlready(parts, planWith(parts, credentials, network)))) {
    credentials = await withPort(parts, credentials);
  }
  const plan = planWith(parts, credentials, network);
  const { containers } = await docker.containers.reconcile(application, [plan], {
    roles: ['component'],
    signal,
  });
  const [container] = containers;
  if (container === undefined) throw new EngineError('container-missing');
  const { username, password } = credentials;
  const address = { base: `http://127.0.0.1:${portOf(parts, credentials)}`, username, password };
  const version = await untilItAnswers(parts, address, signal);
  return { address, version, image: image.reference, databaseId };
}

/** Its container as it would be made now. @throws EngineError `disk-failed` */
export async function planForExport(parts: BringUp): Promise<ContainerPlan> {
  prepareFolder(parts.folder);
  let credentials = readCredentials(parts.folder);
  if (credentials.port === null && parts.orthanc.port === null) {
    credentials = { ...credentials, port: await freePort(null) };
    writeCredentials(parts.folder, credentials);
  }
  return planWith(parts, credentials, applicationSlug(parts.application));
}

const portOf = ({ orthanc }: BringUp, { port }: Credentials) => orthanc.port ?? port ?? 0;

function planWith(parts: BringUp, credentials: Credentials, network: string): ContainerPlan {
  const { application, folder, options, orthanc, image } = parts;
  const configuration = orthancConfiguration(application.name, orthanc, credentials, options.peers);
  writeConfiguration(orthancFiles(folder).configuration, configuration);
  return planOrthanc({
    folder,
    options: orthanc,
    restartPolicy: options.docker.restartPolicy,
    image,
    network,
    port: portOf(parts, credentials),
    configuration,
  });
}

/** Whether it runs as it should; one that is otherwise is removed, so that its ports are free. */
async function runsAlready({ docker, application }: BringUp, plan: ContainerPlan): Promise<boolean> {
  const found = (await docker.containers.find(application.id)).filter(
    ({ role, of }) => role === 'component' && of === 'orthanc',
  );
  if (found.some(({ state, config }) => state === 'running' && config === plan.config)) return true;
  for (const one of found) {
    if (one.state === 'running') await docker.containers.stop(one, 10);
    if (one.config !== plan.config) await docker.containers.remove(one);
  }
  return false;
}

/** Its ports, looked at before Docker would fail on them; one that we chose ourselves is chosen anew. */
async function withPort(parts: BringUp, credentials: Credentials): Promise<Credentials> {
  const { docker, folder, orthanc } = parts;
  if (orthanc.dicomPort !== null)
    await assertPortFree(docker.engine, orthanc.dicomPort, "the DICOM port of the application's Orthanc");
  if (orthanc.port !== null) {
    await assertPortFree(docker.engine, orthanc.port, "the application's Orthanc");
    return credentials;
  }
  if (credentials.port !== null && (await freePort(credentials.port)) !== null) return credentials;
  const chosen = { ...credentials, port: await freePort(null) };
  writeCredentials(folder, chosen);
  return chosen;
}

/** @returns what tells the database in the folder from any other one */
function prepareFolder(folder: string): string {
  const { storage } = orthancFiles(folder);
  const marker = path.join(storage, 'dcm-processor-id');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    mkdirSync(storage, { recursive: true, mode: 0o700 });
    const known = readIfThere(marker);
    if (known !== null) return known;
    const made = randomUUID();
    writeFileAtomicSync(marker, made, { mode: 0o600 });
    return made;
  } catch (cause) {
    throw new EngineError('disk-failed', `The folder ${folder} of Orthanc cannot be written.`, { cause });
  }
}

/** It holds the password. Left as it is where nothing has changed. */
function writeConfiguration(file: string, text: string): void {
  try {
    if (readIfThere(file) !== text) writeFileAtomicSync(file, text, { mode: 0o600 });
  } catch (cause) {
    throw new EngineError('disk-failed', `The file ${file} cannot be written.`, { cause });
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
}

async function untilItAnswers(
  { docker, application }: BringUp,
  address: OrthancAddress,
  signal: AbortSignal,
): Promise<string> {
  const end = performance.now() + longestStart;
  for (;;) {
    if (signal.aborted) throw new EngineError('cancelled');
    try {
      return (await ask(address, '/system', systemSchema, signal)).Version;
    } catch (cause) {
      const found = (await docker.containers.find(application.id)).find(({ of }) => of === 'orthanc');
      const hasEnded = found === undefined || found.state === 'exited' || found.state === 'dead';
      if (!hasEnded && performance.now() < end) {
        await pause(startPause, undefined, { signal }).catch(() => undefined);
        continue;
      }
      throw new EngineError(
        'component-failed',
        hasEnded ? 'Orthanc ended right after its start.' : 'Orthanc was started and does not answer.',
        { cause },
      );
    }
  }
}
