/** The command palette: whatever has a name is found and done in one field. */
export { CommandPalette } from './CommandPalette.tsx';
