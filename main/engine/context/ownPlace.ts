import { EngineError } from '../../../contract/index.ts';
import { placeAround } from './placeAround.ts';

/** Whose folders nothing is written out into. */
export interface OwnPlaces {
  folders: { root: string };
  /** Further ones, of all applications; absent: its own only. */
  ownPlaces?: () => readonly string[];
}

/** What is said of something that would lie there. */
export const liesInOwn = (what: string, place: string) =>
  `${what} would lie in ${place}, which DCM Processor uses itself.`;
export const chooseAnother = 'Choose another folder.';

/** The folder of this program that a file or folder would lie in, links resolved; null where it lies in none. */
export function ownPlaceAround({ folders, ownPlaces }: OwnPlaces, file: string): Promise<string | null> {
  return placeAround(file, [folders.root, ...(ownPlaces?.() ?? [])]);
}

/**
 * @param what is to lie there, as a sentence begins with it
 * @throws EngineError `folder-not-usable` where it would lie in a folder of this program
 */
export async function refuseOwnPlaces(own: OwnPlaces, file: string, what: string): Promise<void> {
  const place = await ownPlaceAround(own, file);
  if (place !== null)
    throw new EngineError('folder-not-usable', liesInOwn(what, place), { advice: chooseAnother });
}
