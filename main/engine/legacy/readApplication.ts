import path from 'node:path';
import { applicationNameSchema, scpOptionsSchema } from '../../../contract/index.ts';
import type { LegacyPart } from '../../../contract/index.ts';
import { withHome } from './configFile.ts';
import type { OldConfig, OldEntry } from './configFile.ts';
import { readDotEnv } from './dotEnv.ts';
import { fromCompose } from './fromCompose.ts';
import { fromDotEnv } from './fromDotEnv.ts';
import { fromOrthanc } from './fromOrthanc.ts';
import { fromSchedulerSettings } from './fromSchedulerSettings.ts';
import { namesOf, servicesOf, workersOf } from './parts.ts';
import { isFolder, isThere, readOldFile } from './readFile.ts';
import type { Left, OldApplication } from './types.ts';

/**
 * Reads an application of the old tool. Nothing is written, and what is wrong is told instead of thrown.
 * @param taken names that applications here have
 */
export async function readOldApplication(
  entry: OldEntry,
  config: OldConfig,
  taken: readonly string[],
): Promise<OldApplication> {
  const left: Left[] = [];
  const folder = await folderOf(entry, config);
  const problem = (await isFolder(folder)) ? null : `Its folder ${folder} is missing.`;
  const variables = await readEnvironment(path.join(folder, '.env'), left);
  const { options, orthanc, settings, left: ofEnvironment } = fromDotEnv(variables);
  const mapped = await mappedFolderOf(entry, folder, variables, config);
  const scheduler = await fromSchedulerSettings(path.join(folder, 'settings.json'), settings, left);
  const orthancFile = path.join(folder, 'orthanc.json');
  const ofOrthanc = await fromOrthanc(orthancFile, options.scp, settings, left);
  const part = (key: string, usual: string) => inside(mapped ?? folder, variables.get(key) ?? usual);
  const services = await servicesOf(entry.services, {
    registry: part('REGISTRY', '/registry'),
    modules: part('MODULES', '/modules'),
  });
  const workersFolder = path.join(folder, 'workers');
  const names = await namesOf(entry.workers, workersFolder);
  const compose = await fromCompose(path.join(folder, 'docker-compose.yml'), names, left);
  const workers = await workersOf(names, workersFolder, compose);
  if (mapped === null && entry.services.length > 0)
    left.push({
      what: 'mapped folder',
      reason: 'The folder with modules, registry and data cannot be found.',
    });
  left.push(
    ...ofEnvironment,
    ...(await whatStays(folder, part('DATA', '/data'), part('DASHBOARD', '/dashboard'))),
  );
  return {
    view: {
      name: entry.name.slice(0, 300),
      folder,
      mappedFolder: mapped,
      suggestedName: suggestName(entry.name, taken),
      problem,
      settings,
      services: services.map(viewOf),
      workers: workers.map(viewOf),
      peers: ofOrthanc.peers,
      left,
    },
    options: {
      ...options,
      ...scheduler.options,
      ...ofOrthanc.options,
      scp: scpOptionsSchema.parse(ofOrthanc.options.scp ?? options.scp ?? {}),
    },
    orthanc,
    services,
    workers,
    peersFile: ofOrthanc.peers.length > 0 ? orthancFile : null,
    jobsOfBase: scheduler.jobsOfBase,
  };
}

function viewOf({ name, folder, bundled, problem, notes }: LegacyPart): LegacyPart {
  return { name, folder, bundled, problem, notes };
}

/** `base_dir` is the folder of the application, or in older files the one that it lies in. */
async function folderOf({ name, baseFolder }: OldEntry, { file }: OldConfig): Promise<string> {
  const base = path.resolve(path.dirname(file), withHome(baseFolder ?? name));
  const isItself =
    (await isThere(path.join(base, '.env'))) || (await isThere(path.join(base, 'docker-compose.yml')));
  const below = path.join(base, name.replace(/[\\/]/g, '_'));
  return !isItself && (await isThere(path.join(below, '.env'))) ? below : base;
}

async function mappedFolderOf(
  { mappedFolder }: OldEntry,
  folder: string,
  variables: ReadonlyMap<string, string>,
  { file }: OldConfig,
): Promise<string | null> {
  const told = mappedFolder === null ? null : path.resolve(path.dirname(file), withHome(mappedFolder));
  const ofEnvironment = path.resolve(folder, withHome(variables.get('BASEDIR') ?? './mapped_folders'));
  // The containers saw BASEDIR: somebody may have moved it by hand.
  if (await isThere(ofEnvironment)) return ofEnvironment;
  return told !== null && (await isThere(told)) ? told : null;
}

/** `BASEDIR` and a part of it were put together as texts. */
function inside(mapped: string, part: string): string {
  return path.join(mapped, part.replace(/^[\\/]+/, ''));
}

async function readEnvironment(file: string, left: Left[]): Promise<Map<string, string>> {
  try {
    const text = await readOldFile(file);
    if (text !== null) return readDotEnv(text);
    left.push({ what: '.env', reason: 'It is missing: settings are those that applications begin with.' });
  } catch (cause) {
    left.push({
      what: '.env',
      reason: `It cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
    });
  }
  return new Map();
}

/** What is never brought over, where it is there. */
async function whatStays(folder: string, data: string, dashboard: string): Promise<Left[]> {
  const left: Left[] = [
    {
      what: 'images stored in the old Orthanc',
      reason:
        'They lie in volumes of Docker: send them from the old Orthanc to this application while both run.',
    },
    {
      what: 'jobs of the old dashboard',
      reason: 'They lie in the MongoDB of the old tool, and tell nothing that a history here could hold.',
    },
    {
      what: 'the default worker',
      reason:
        'Its image is of the old tool: install a worker that serves the channel "default" for jobs without one.',
    },
    {
      what: 'other machines',
      reason: 'The door for DICOM is open on this machine only until scp.bindAddress says otherwise.',
    },
  ];
  if (await isThere(data))
    left.push({
      what: data,
      reason: 'What jobs left there stays; DICOM files in it can be imported by themselves.',
    });
  if (await isThere(path.join(dashboard, 'auth.json')))
    left.push({
      what: 'dashboard/auth.json',
      reason: 'There are no users here but the owner of the data home.',
    });
  for (const script of ['run.sh', 'stop.sh', 'build.sh', 'init.sh']) {
    if (!(await isThere(path.join(folder, script)))) continue;
    left.push({ what: 'scripts such as run.sh', reason: 'Applications are started and stopped here.' });
    break;
  }
  return left;
}

const longestName = 90;

/** A name that applications here can have, and none has. */
function suggestName(old: string, taken: readonly string[]): string {
  const plain = old
    // oxlint-disable-next-line no-control-regex -- control characters are what is replaced
    .replace(/[\u0000-\u001f/\\:*?"<>|]+/g, ' ')
    .trim()
    .replace(/^\.+|\.+$/g, '')
    .trim();
  const short = [...new Intl.Segmenter().segment(plain)]
    .slice(0, longestName)
    .map(({ segment }) => segment)
    .join('')
    .slice(0, longestName)
    .trim();
  const base = applicationNameSchema.safeParse(short).success ? short : `Application ${short}`.trim();
  const name = applicationNameSchema.safeParse(base).success ? base : 'Application';
  const isTaken = (one: string) => taken.some((other) => other.toLowerCase() === one.toLowerCase());
  for (let at = 1; ; at++) {
    const one = at === 1 ? name : `${name} ${at}`;
    if (!isTaken(one)) return one;
  }
}
