import type { Texts } from '../english.ts';

export const wizard: Texts['wizard'] = {
  steps: 'Schritte',
  next: 'Weiter',
  skip: 'Gleich zur Zusammenfassung',
  back: 'Zurück',
  leave: 'Verlassen',
  leaveTitle: 'Fürs Erste verlassen?',
  leaveText: 'Was Sie eingegeben haben, wird aufgehoben und ist da, wenn Sie zurückkommen.',
  keep: 'Aufheben und verlassen',
  stay: 'Bleiben',
  discard: 'Verwerfen',
  resumed: 'Es geht weiter, wo Sie aufgehört haben.',
  restart: 'Neu beginnen',
  faulty: 'Sehen Sie sich das noch einmal an',
  command: 'Dasselbe auf der Kommandozeile',
  noDrop: 'Hier lässt sich nichts ablegen.',
  noDropAdvice: 'Beenden oder verlassen Sie zuerst den Assistenten, dann noch einmal.',
};
