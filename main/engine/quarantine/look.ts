import { open } from 'node:fs/promises';
import type { JsonObject, QuarantineReason } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { readTags } from '../dicom/index.ts';
import { getQuarantined } from '../history/index.ts';
import { quarantineFailure } from './failure.ts';
import { fileOf } from './files.ts';
import { readCandidate } from './candidate.ts';
import type { QuarantinedDetail } from './types.ts';

const shownBytes = 512;

const changesPlaces = new Set<QuarantineReason>(['conflicting', 'replaced']);
const changingPlaces = 'It takes the place of the one in the archive, which goes to quarantine.';

/** Everything that can be read of something in quarantine. See `Quarantine.get`. */
export async function lookAt(context: ApplicationContext, id: string): Promise<QuarantinedDetail> {
  const row = getQuarantined(context.history, id);
  const file = fileOf(context.folders.quarantine, id);
  try {
    const firstBytes = await readStart(file);
    const candidate = await readCandidate(file);
    return {
      ...row,
      file,
      firstBytes: firstBytes.toString('base64'),
      ...(await tagsOf(file)),
      taking:
        'impossible' in candidate
          ? { possible: false, message: candidate.impossible }
          : { possible: true, message: changesPlaces.has(row.reason) ? changingPlaces : candidate.remark },
    };
  } catch (cause) {
    throw quarantineFailure(context.folders.quarantine, cause);
  }
}

async function readStart(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(shownBytes), 0, shownBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Tags as far as they go: what is in quarantine may be anything. */
async function tagsOf(file: string): Promise<{ tags: JsonObject; tagsProblem: string | null }> {
  try {
    return { tags: await readTags(file), tagsProblem: null };
  } catch (cause) {
    return { tags: {}, tagsProblem: cause instanceof Error ? cause.message : String(cause) };
  }
}
