import { EngineError } from '../../../../contract/index.ts';
import type { DoorCounts } from '../../../../contract/index.ts';
import type { Archive, TakenInstance } from '../../archive/index.ts';
import { crashPoint } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import type { DiskGuard } from './diskGuard.ts';
import type { Ledger } from './ledger.ts';
import type { DoorIntake } from './types.ts';

/** Opens the way from the doors into the archive. */
export function createDoorIntake(
  context: ApplicationContext,
  { archive, ledger, guard }: { archive: Archive; ledger: Ledger; guard: DiskGuard },
): DoorIntake {
  const changed = () => context.events.emit('doors.changed', { application: context.id });
  function failed(cause: unknown): void {
    if (isOurDisk(cause)) guard.doubt();
  }

  return {
    async receive(staged, origin) {
      try {
        guard.assertSpace();
      } catch (cause) {
        await archive.discard([staged]);
        throw cause;
      }
      try {
        const [taken] = await archive.take(
          [staged],
          ([one]) => {
            if (one !== undefined) ledger.add(origin, countsOf(one));
            context.history.afterCommit(changed);
          },
          origin.isResult === true
            ? { flushed: true, derived: true, keepConflicting: true }
            : {
                promised: true,
                keepConflicting: true,
                sender: origin.sender,
                revoked([one]) {
                  if (one !== undefined) ledger.add(origin, negative(countsOf(one)));
                },
              },
        );
        crashPoint('before-answer');
        if (taken === undefined) throw new Error('The archive decided about no instance');
        return { outcome: taken.outcome, first: taken.first };
      } catch (cause) {
        failed(cause);
        throw cause;
      }
    },
    count(origin, counts, problem) {
      ledger.add(origin, counts, problem);
      context.history.afterCommit(changed);
    },
    refused(origin, message, count = 1) {
      ledger.note(origin, { refused: count }, message);
      changed();
    },
    quarantined(origin, message) {
      ledger.add(origin, { quarantined: 1 }, message);
      context.history.afterCommit(changed);
    },
    untilSettled: (uids) => archive.untilSettled(uids),
    assertSpace: () => guard.assertSpace(),
    assertRoom: (bytes) => guard.assertRoom(bytes),
    failed,
    changed,
  };
}

/** Archive or history could not be written; what else failed says nothing of them. */
function isOurDisk(cause: unknown): boolean {
  return cause instanceof EngineError && /^(disk-(full|failed)|database-failed)$/.test(cause.code);
}

function countsOf({ outcome, staged }: TakenInstance): Partial<DoorCounts> {
  if (outcome === 'new') return { new: 1, bytes: staged.size };
  return outcome === 'already-there' ? { alreadyThere: 1 } : { conflicting: 1 };
}

function negative({ new: count = 0, bytes = 0 }: Partial<DoorCounts>): Partial<DoorCounts> {
  return { new: -count, bytes: -bytes };
}
