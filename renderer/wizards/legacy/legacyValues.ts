import type { LegacyApplication, RouteInput } from '../../../contract/index.ts';
import { folderIn } from '../../forms/index.ts';
import { schemaLike } from '../frame/index.ts';

/** What of the old tool is brought over, and where it goes. */
export type LegacyValues = {
  /** Empty: where the old tool keeps it. */
  configFile: string;
  /** Name in the old tool; empty: none is chosen yet. */
  application: string;
  /** Names that are not as they would be chosen by themselves: all but those that came with the old tool. */
  services: string[];
  workers: string[];
  peers: boolean;
  orthanc: boolean;
  /** Take its proxies and trusted hosts for this machine as well. */
  network: boolean;
  runtime: string;
  /** Here; empty: the name that is suggested. */
  name: string;
  folder: string;
};

export const newImport: LegacyValues = {
  configFile: '',
  application: '',
  services: [],
  workers: [],
  peers: true,
  orthanc: true,
  network: false,
  runtime: 'docker',
  name: '',
  folder: '',
};
export const draftSchema = schemaLike(newImport);

/** Names of the parts that are brought over; `turned`: those that were chosen otherwise than they begin. */
export function chosenParts(parts: LegacyApplication['services'], turned: readonly string[]): string[] {
  return parts
    .filter(({ name, bundled, problem }) => problem === null && turned.includes(name) === bundled)
    .map(({ name }) => name);
}

/** The name that the application gets here. */
export function newName(values: LegacyValues, old: LegacyApplication): string {
  return values.name.trim() === '' ? old.suggestedName : values.name.trim();
}

/** What the engine is asked to bring over. */
export function importInput(values: LegacyValues, old: LegacyApplication): RouteInput<'legacy.import'> {
  const name = newName(values, old);
  const folder = folderIn(values.folder, name);
  const configFile = values.configFile.trim();
  return {
    ...(configFile === '' ? {} : { configFile }),
    application: old.name,
    name,
    ...(folder === undefined ? {} : { folder }),
    runtime: values.runtime === 'local' ? 'local' : 'docker',
    services: chosenParts(old.services, values.services),
    workers: chosenParts(old.workers, values.workers),
    peers: values.peers,
    orthanc: values.orthanc,
  };
}
