export { AddressOption } from './AddressOption.tsx';
export { DoorSettingsView } from './DoorSettingsView.tsx';
