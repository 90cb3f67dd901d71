import type { Texts } from '../english.ts';

export const drafting: Texts['drafting'] = {
  files: 'Dateien, die geschrieben werden',
  textOf: (path) => `Text von ${path}`,
  findings: 'Was aufgefallen ist',
  noFindings: 'Nichts anzumerken.',
  choose: 'Wählen…',
};
