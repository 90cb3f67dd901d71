import type { DoorName, DoorState } from '../../../contract/index.ts';
import {
  IconAntenna,
  IconCloudDown,
  IconFileImport,
  IconFolderSearch,
  IconWorld,
  type Icon,
} from '../../icons/index.ts';
import type { Tone } from '../../parts/index.ts';

/** The shape by which a door is recognised. */
export const doorIcons: Record<DoorName, Icon> = {
  scp: IconAntenna,
  http: IconWorld,
  folder: IconFolderSearch,
  pull: IconCloudDown,
  import: IconFileImport,
};

export const doorTones: Record<DoorState['state'], Tone> = {
  off: 'waiting',
  open: 'succeeded',
  paused: 'warning',
  failed: 'failed',
};

/** Doors that have settings, and so can be opened and closed. */
export const settableDoors = ['scp', 'http', 'folder'] as const satisfies readonly DoorName[];
export type SettableDoor = (typeof settableDoors)[number];

/** Whether a door has settings. */
export function isSettable(door: string): door is SettableDoor {
  return settableDoors.some((one) => one === door);
}
