import type { JobDefinition } from '../../../contract/index.ts';
import { servingEnvironment } from '../context/index.ts';
import type { RuntimeEnvironment } from '../runtimes/index.ts';
import type { InspectedService } from '../services/index.ts';

/** Modules that are imported; a service with more is told that the others were not. */
export const mostModules = 50;

/** A function that a job names. */
export interface NamedFunction {
  /** Full name: `lungs.worker`. */
  name: string;
  /** Of the first job that names it. */
  jobName: string;
  /** Dotted path in settings.json, and its line. */
  field: string;
  line: number | null;
}

/** Functions of one module, which are looked for together. */
export interface ModuleFunctions {
  /** `lungs`, `lungs.main`. */
  module: string;
  functions: NamedFunction[];
}

/** Where worker functions would run. */
export interface WorkPlace {
  channels: string[];
  /** Null where no environment serves the channels. */
  environment: RuntimeEnvironment | null;
  modules: ModuleFunctions[];
}

/** Callbacks of enabled jobs, by module. */
export function callbacksOf(found: InspectedService): ModuleFunctions[] {
  return byModule(found, 'callback', () => true);
}

/** Worker functions of enabled jobs, by the environment that would run them. */
export function workPlaces(
  found: InspectedService,
  environments: readonly RuntimeEnvironment[],
): WorkPlace[] {
  const places = new Map<string, WorkPlace>();
  for (const { channel } of found.jobs.filter(isEnabled)) {
    const environment = servingEnvironment(environments, channel) ?? null;
    const key = environment?.name ?? '';
    const place = places.get(key) ?? { channels: [], environment, modules: [] };
    if (!place.channels.includes(channel)) place.channels.push(channel);
    places.set(key, place);
  }
  for (const place of places.values())
    place.modules = byModule(found, 'worker', ({ channel }) => place.channels.includes(channel));
  return [...places.values()];
}

function byModule(
  { jobs, places }: InspectedService,
  field: 'worker' | 'callback',
  isWanted: (job: JobDefinition) => boolean,
): ModuleFunctions[] {
  const modules = new Map<string, Map<string, NamedFunction>>();
  jobs.forEach((job, index) => {
    if (!isEnabled(job) || !isWanted(job)) return;
    const name = job[field];
    const module = name.slice(0, name.lastIndexOf('.'));
    const functions = modules.get(module) ?? new Map<string, NamedFunction>();
    modules.set(module, functions);
    const place = places[index]?.at(field) ?? { field, line: null };
    if (!functions.has(name)) functions.set(name, { name, jobName: job.jobName, ...place });
  });
  return [...modules].map(([module, functions]) => ({ module, functions: [...functions.values()] }));
}

function isEnabled({ disabled }: JobDefinition): boolean {
  return !disabled;
}
