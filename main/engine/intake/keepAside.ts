import { removeStaged } from '../archive/index.ts';
import type { TakenInstance } from '../archive/index.ts';
import type { Kept, KeepRequest, Quarantine } from '../quarantine/index.ts';
import type { DoorIntake, Origin } from './doors/index.ts';
import { duplicateReason } from './duplicateReason.ts';
import type { FileResult, NotedFile } from './reading/index.ts';

/** What became of a file that was to be kept aside; `why` it was not, for people. */
export interface AsideOutcome {
  kept: boolean;
  why?: string;
}

/** What keeping something aside needs. */
export interface AsideRoom {
  quarantine: Pick<Quarantine, 'keep'>;
  doors: Pick<DoorIntake, 'quarantined' | 'refused' | 'failed'>;
}

/** As `Quarantine.keep`; what could not be written is reported to the disk guard. */
async function keep(
  { quarantine, doors }: { quarantine: AsideRoom['quarantine']; doors: Pick<DoorIntake, 'failed'> },
  request: KeepRequest,
): Promise<Kept> {
  try {
    return await quarantine.keep(request);
  } catch (cause) {
    doors.failed(cause);
    throw cause;
  }
}

/**
 * Puts into quarantine what came over a network and cannot be taken, or counts it as refused when there is no room.
 * @throws EngineError `disk-full`, `disk-failed`, `database-failed`
 */
export async function keepUnfit(room: AsideRoom, request: KeepRequest & { origin: Origin }): Promise<void> {
  const { origin, reason } = request;
  const kept = await keep(room, request);
  if (kept.kept) room.doors.quarantined(origin, reason.message);
  else room.doors.refused(origin, `${reason.message} ${kept.why}`);
}

/**
 * Puts into quarantine what a worker found to be DICOM that cannot be taken.
 * @throws EngineError `disk-full`, `disk-failed`, `database-failed`
 */
export async function keepAside(
  room: Pick<AsideRoom, 'quarantine'> & { doors: Pick<DoorIntake, 'failed'> },
  origin: Origin,
  results: readonly FileResult[],
): Promise<Map<NotedFile, AsideOutcome>> {
  const outcomes = new Map<NotedFile, AsideOutcome>();
  for (const result of results) {
    if (result.kind !== 'noted' || result.aside === undefined) continue;
    const { file, isStaged, code, header } = result.aside;
    const kept = await keep(room, {
      ...(isStaged ? { file } : { copyOf: file }),
      origin,
      path: result.path,
      reason: { code, message: result.reason },
      ...(header === null ? {} : { header }),
    });
    outcomes.set(result, kept.kept ? { kept: true } : { kept: false, why: kept.why });
  }
  return outcomes;
}

/** Removes what a worker unpacked for quarantine and nobody wants any more. */
export function discardAside(results: readonly FileResult[]): void {
  for (const result of results) {
    if (result.kind === 'noted' && result.aside?.isStaged === true) removeStaged(result.aside.file);
  }
}

/**
 * Puts an instance into quarantine that the archive found to be conflicting. An interruption before it loses nothing:
 * it is still its owner's, comes again and is found conflicting again.
 * @returns what it conflicts with, and why it was not kept (null when it was), both for people
 * @throws EngineError `disk-full`, `disk-failed`, `database-failed`
 */
export async function keepConflicting(
  room: Pick<AsideRoom, 'quarantine'> & { doors: Pick<DoorIntake, 'quarantined' | 'failed'> },
  origin: Origin,
  { staged, first }: Pick<TakenInstance, 'staged' | 'first'>,
): Promise<{ message: string; why: string | null }> {
  const { path } = staged.source;
  const message = first === null ? '' : duplicateReason('conflicting', first);
  const kept = await keep(room, {
    file: staged.stagingFile,
    origin,
    ...(path === null ? {} : { path }),
    reason: { code: 'conflicting', message },
    header: staged.header,
  });
  if (kept.kept) room.doors.quarantined(origin, message);
  return { message, why: kept.kept ? null : kept.why };
}
