import { closeSync, openSync } from 'node:fs';
import { doorNameSchema } from '../../../contract/index.ts';
import type { QuarantineReason, QuarantineTaken } from '../../../contract/index.ts';
import { removeStaged, stageInstance, stampOf } from '../archive/index.ts';
import type { Archive, StagedInstance, TakenInstance } from '../archive/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { judge } from './candidate.ts';
import { quarantineFailure } from './failure.ts';
import { fileOf, prepareToGo, removeGone, stay } from './files.ts';
import { keepFile } from './keep.ts';
import { deleteRow, hasRow, markTaking } from './rows.ts';
import type { KeepRequest } from './types.ts';

/** What taking needs of the archive. */
export type TakingArchive = Pick<Archive, 'take' | 'lookUp' | 'remove'>;

/** Only these take the place of an archived instance; what lacks something is less than what is there. */
const mayReplace = new Set<QuarantineReason>(['conflicting', 'replaced', 'mismatch', 'unknown']);

interface TakingRow {
  reason: QuarantineReason;
  door: string | null;
  sender: string;
  path: string | null;
}

interface StagedCopy {
  instance: StagedInstance;
  remark: string;
  isDamaged: boolean;
}

/** Takes one file anyway; calls must follow one another. See `Quarantine.take`. */
export async function takeAnyway(
  context: ApplicationContext,
  archive: TakingArchive,
  id: string,
): Promise<QuarantineTaken> {
  const { folders, history } = context;
  const row = history.get<TakingRow>(
    'SELECT reason, door, sender, source_path AS path FROM quarantine WHERE id = ?',
    [id],
  );
  if (row === undefined) return impossible(id, 'It is not in quarantine any more.');
  const file = fileOf(folders.quarantine, id);
  const staged = await stageCopy(context, file, row);
  if ('impossible' in staged) return impossible(id, staged.impossible);
  try {
    const cleared = await clearPlace(context, archive, id, row, staged);
    if (typeof cleared === 'string') return impossible(id, cleared);
    const taken = await letGo(context, id, () =>
      archive.take(
        [staged.instance],
        (decided) => {
          if (decided[0]?.outcome !== 'conflicting') deleteRow(history, id);
        },
        { flushed: true },
      ),
    );
    if (taken === null) return impossible(id, 'Another one came in at the same moment. Try again.');
    if (taken.outcome === 'already-there') {
      return { id, outcome: 'already-there', message: 'The archive has it already with the same content.' };
    }
    return cleared.replaced
      ? {
          id,
          outcome: 'replaced',
          message: 'It took the place of the one in the archive, which lies in quarantine now.',
        }
      : { id, outcome: 'new', message: staged.remark };
  } finally {
    removeStaged(staged.instance.stagingFile);
  }
}

/** Has the archive take it, and lets the file go with its row; null when it stays because the archive had another. */
async function letGo(
  { folders, history }: ApplicationContext,
  id: string,
  take: () => Promise<TakenInstance[]>,
): Promise<TakenInstance | null> {
  const folder = folders.quarantine;
  const going = await prepareToGo(folder, [id]);
  let taken: TakenInstance | null = null;
  try {
    const [one] = await take();
    if (one !== undefined && one.outcome !== 'conflicting') taken = one;
  } finally {
    // Where its row went and could not be flushed, the next start finds out whether it is gone.
    if (taken === null && hasRow(history, id)) await stay(folder, going);
  }
  if (taken !== null) await removeGone(folder, [id]);
  return taken;
}

function impossible(id: string, message: string): QuarantineTaken {
  return { id, outcome: 'impossible', message };
}

/** A copy in the staging folder: the file in quarantine stays until the archive has its row. */
async function stageCopy(
  { folders }: ApplicationContext,
  file: string,
  row: TakingRow,
): Promise<StagedCopy | { impossible: string }> {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (cause) {
    throw quarantineFailure(folders.quarantine, cause);
  }
  try {
    const source = { fd, path: file, stamp: stampOf(fd) };
    const candidate = await judge(source);
    if ('impossible' in candidate) return candidate;
    const { headerWith, form, remark, isDamaged } = candidate;
    const bytes = await stageInstance(source, form, folders.staging, { aborted: false });
    if ('unreadable' in bytes) return { impossible: bytes.unreadable };
    const header = headerWith(bytes.contentHash);
    return {
      instance: { ...bytes, header, source: { taskId: null, path: row.path, stamp: null } },
      remark,
      isDamaged,
    };
  } finally {
    closeSync(fd);
  }
}

/**
 * Puts the archived instance of the same UID and other content into quarantine and takes it out of the archive.
 * @returns why that cannot be, as a sentence, or whether there was one
 */
async function clearPlace(
  context: ApplicationContext,
  archive: TakingArchive,
  id: string,
  row: TakingRow,
  { instance, isDamaged }: StagedCopy,
): Promise<string | { replaced: boolean }> {
  const uid = instance.header.SOPInstanceUID;
  const first = archive.lookUp([uid]).get(uid);
  if (first === undefined || Buffer.compare(first.contentHash, instance.contentHash) === 0) {
    return { replaced: false };
  }
  if (isDamaged || !mayReplace.has(row.reason)) {
    return 'The archive has a better instance with the same SOPInstanceUID, which this one does not replace.';
  }
  // Written down first: an interruption before it is taken is gone on with at the next start.
  markTaking(context.history, id, true);
  let problem: string | null = null;
  await archive.remove(uid, async ({ file, path, ...header }) => {
    const request: KeepRequest = {
      copyOf: file,
      // The history does not keep by which door an instance came; who brings the other one is why it goes.
      origin: { door: doorNameSchema.nullable().parse(row.door), sender: row.sender },
      ...(path === null ? {} : { path }),
      reason: {
        code: 'replaced',
        message: 'It was in the archive until other content under its SOPInstanceUID was taken in its place.',
      },
      header,
    };
    const kept = await keepFile(context, request);
    if (!kept.kept) problem = kept.why;
    return kept.kept;
  });
  if (problem === null) return { replaced: true };
  markTaking(context.history, id, false);
  return problem;
}
