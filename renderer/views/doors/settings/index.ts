export { DoorSettingsView } from './DoorSettingsView.tsx';
