import type { DoorIntake } from './types.ts';

/** Whether the disk guard leaves room for so many bytes, for who waits for it. */
export function hasRoom(doors: Pick<DoorIntake, 'assertRoom'>, bytes: number): Promise<boolean> {
  return doors.assertRoom(bytes).then(
    () => true,
    () => false,
  );
}
