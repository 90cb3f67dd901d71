import type { ShortcutId, ShortcutScope } from '../../contract/index.ts';

/** What each shortcut does, as a command. */
const commands: Record<ShortcutId, string> = {
  palette: 'Find a page, a study or a command',
  shortcuts: 'Show all shortcuts',
  documents: 'Read the documents',
  tour: 'Take the guided tour',
  find: 'Search on this page',
  back: 'Go back',
  forward: 'Go forward',
  scheme: 'Switch between light and dark',
  diagnostics: 'Run diagnostics',
  overview: 'Go to the overview',
  flow: 'Go to the flow',
  studies: 'Go to studies',
  runs: 'Go to runs',
  doors: 'Go to doors',
  imports: 'Go to imports',
  peers: 'Go to peers',
  quarantine: 'Go to quarantine',
  services: 'Go to services',
  settings: 'Go to settings',
  'import-files': 'Import files',
  'import-folder': 'Import a folder',
  'new-service': 'Create a service',
  pause: 'Pause or resume all jobs of this application',
  'search-list': 'Search this list',
  'row-below': 'Go into the list, or to the row below',
  'row-above': 'Go into the list, or to the row above',
  'tick-row': 'Choose the row, or take it out of the chosen ones',
  'next-row': 'Go to the next row or station',
  'open-row': 'Open the row or station',
  'close-panel': 'Close the panel, dialog or wizard',
  'wizard-next': 'Go on to the next page of a wizard',
  'next-match': 'Go to the next match in a log',
  'former-match': 'Go to the match before in a log',
};
const scopes: Record<ShortcutScope, string> = {
  window: 'Everywhere',
  application: 'In an application',
  here: 'In lists, logs and wizards',
};
/** Names of keys, as they are printed on them. What is not named here is written as it is. */
const keys: Record<string, string> = {
  Ctrl: 'Ctrl',
  Alt: 'Alt',
  Shift: 'Shift',
  Enter: 'Enter',
  Escape: 'Esc',
  Delete: 'Delete',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Home: 'Home',
  End: 'End',
  ' ': 'Space',
};

export const shortcuts = {
  title: 'Keyboard shortcuts',
  intro: 'Keys that type or move the caret are never taken while you write in a field.',
  commands,
  scopes,
  keys,
  pausedAll: 'Jobs that are queued wait until you resume.',
  resumedAll: 'Jobs begin again.',
  nothingToSearch: 'There is nothing to search on this page.',
};
