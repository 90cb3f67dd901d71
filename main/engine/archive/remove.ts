import { rm } from 'node:fs/promises';
import type { ApplicationFolders } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { identifiersOf } from '../dicom/index.ts';
import type { Journal } from './journal.ts';
import { instanceFileIn } from './layout.ts';
import { deleteInstance, findArchived } from './rows.ts';
import type { ArchivedFile } from './types.ts';

/**
 * Takes one instance out of the archive; nobody else may decide about its SOP Instance UID meanwhile. An interruption
 * leaves either both file and row or, at the latest after the next start, neither.
 */
export async function removeInstance(
  { folders, history, journal }: { folders: ApplicationFolders; history: History; journal: Journal },
  uid: string,
  before: (instance: ArchivedFile) => Promise<boolean>,
): Promise<boolean> {
  const found = findArchived(history, uid);
  if (found === undefined) return false;
  const ids = identifiersOf(found);
  const file = instanceFileIn(folders.archive, ids.series, ids.instance);
  if (!(await before({ ...found, file }))) return false;
  const { flush, settle } = journal.note([
    { series: ids.series, instance: ids.instance, SOPInstanceUID: uid, promised: null },
  ]);
  try {
    history.write(() => deleteInstance(history, uid));
  } catch (cause) {
    settle(false);
    throw cause;
  }
  // A row that came back after a power failure must find its file, and an earlier promise must not bring it back.
  await Promise.all([history.flush(), flush()]);
  // Left to the next start, which finds it by the journal, when it cannot be removed now.
  await rm(file, { force: true }).then(
    () => settle(false),
    () => undefined,
  );
  return true;
}
