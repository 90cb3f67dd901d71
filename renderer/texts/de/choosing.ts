import type { Texts } from '../english.ts';
import { locale } from './locale.ts';

export const choosing: Texts['choosing'] = {
  column: 'Gewählt',
  choose: (name) => `${name} wählen`,
  chooseShown: (count) => `Die ${count.toLocaleString(locale)} gezeigten wählen`,
  chooseShownHelp: 'Wählt, was bisher gelesen ist; was weiter unten kommt, ist nicht dabei.',
  chooseAll: (count) => `Alle ${count}, die passen`,
  chooseAllFound: 'Alle, die passen',
  allFound: 'Alle, die passen',
  chooseNone: 'Keine wählen',
  chosen: (count) => `${count} gewählt`,
  tooMany: (most) => `Nicht alle wurden gewählt: Einzeln lassen sich höchstens ${most} Zeilen wählen.`,
  tooManyAdvice: 'Grenzen Sie die Liste ein, oder bearbeiten Sie sie in mehreren Durchgängen.',
};
