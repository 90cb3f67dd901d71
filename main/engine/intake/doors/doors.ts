import type { DiskState, DoorName, DoorState, DoorSummary } from '../../../../contract/index.ts';
import type { Archive } from '../../archive/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { createDiskGuard } from './diskGuard.ts';
import { createDoorIntake } from './doorIntake.ts';
import { createLedger } from './ledger.ts';
import type { Door, DoorIntake } from './types.ts';

/** Pause between two announcements of changed rates, in milliseconds. */
const announceMs = 1000;

/** What all doors of an application share. */
export interface Doors {
  intake: DoorIntake;
  /** Adds a door to the list. */
  add(door: Door): void;
  list(): { doors: DoorSummary[]; disk: DiskState };
  disk(): DiskState;
  close(): void;
}

/** Order in which doors are shown. */
const order: readonly DoorName[] = ['scp', 'http', 'folder', 'pull', 'import'];

export function createDoors(context: ApplicationContext, archive: Archive): Doors {
  const ledger = createLedger(context.history);
  const announce = () => context.events.emit('doors.changed', { application: context.id });
  const guard = createDiskGuard(context, announce);
  const doors = new Map<DoorName, Door>();
  let wasBusy = false;

  function summary(door: Door): DoorSummary {
    return { door: door.name, ...paused(door.describe()), ...ledger.read(door.name) };
  }
  /** While the guard refuses, no door is open. */
  function paused(door: DoorState): DoorState {
    const { state, problem, details } = guard.state();
    const refuses = state === 'full' || state === 'failed';
    return refuses && door.state === 'open' ? { ...door, state: 'paused', problem, details } : door;
  }
  // Rates fall without anything happening.
  const timer = setInterval(() => {
    ledger.settle();
    const isBusy = order.some((name) => ledger.isBusy(name));
    if (isBusy || wasBusy) announce();
    wasBusy = isBusy;
  }, announceMs);
  timer.unref();

  return {
    intake: createDoorIntake(context, { archive, ledger, guard }),
    add: (door) => void doors.set(door.name, door),
    list: () => ({
      doors: order.flatMap((name) => {
        const door = doors.get(name);
        return door === undefined ? [] : [summary(door)];
      }),
      disk: guard.state(),
    }),
    disk: () => guard.state(),
    close() {
      clearInterval(timer);
      guard.close();
    },
  };
}
