/** What all doors share: the way into the archive, counts by sender, the disk guard. */
export { createDoors } from './doors.ts';
export { hasRoom } from './hasRoom.ts';
export type { Doors } from './doors.ts';
export type { Door, DoorIntake, Origin } from './types.ts';
