export { DiskSpaceView } from './diskSpace/index.ts';
export { AddressOption, DoorSettingsView } from './settings/index.ts';
export { DoorsView } from './DoorsView.tsx';
export { DoorView } from './DoorView.tsx';
