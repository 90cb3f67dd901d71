import { identifiersOf } from '../dicom/index.ts';
import { instanceFileIn } from './layout.ts';
import { removeMany } from './removeMany.ts';
import type { RemovalParts } from './removeMany.ts';
import { findArchived } from './rows.ts';
import type { ArchivedFile } from './types.ts';

/**
 * Takes one instance out of the archive as `removeMany` does. Its series stays, also when it was the last one.
 * @param before asked while its file is there; false leaves everything as it is
 */
export async function removeInstance(
  parts: RemovalParts,
  uid: string,
  before: (instance: ArchivedFile) => Promise<boolean>,
): Promise<boolean> {
  const { folders, history } = parts;
  const found = findArchived(history, uid);
  if (found === undefined) return false;
  const ids = identifiersOf(found);
  const file = instanceFileIn(folders.archive, ids.series, ids.instance);
  if (!(await before({ ...found, file }))) return false;
  await removeMany(parts, [uid], () => undefined);
  return true;
}
