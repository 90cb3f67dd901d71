import type { Texts } from '../english.ts';
import { counted } from './locale.ts';

export const restoreWizard: Texts['restoreWizard'] = {
  title: 'Sicherung wiederherstellen',
  file: 'Sicherung',
  fileLead: 'Eine Sicherung einer Anwendung, auf diesem oder einem anderen Rechner gemacht.',
  fileLabel: 'Sicherungsdatei',
  fileHelp: 'Eine Datei, wie „Sichern“ sie gemacht hat. Sie wird nur gelesen.',
  choose: 'Wählen…',
  chooseFile: 'Sicherungsdatei wählen',
  noFile: 'Wählen Sie zuerst eine Sicherungsdatei.',
  reading: 'Die Sicherung wird gelesen…',
  of: 'Sicherung von',
  madeAt: 'Gemacht',
  version: 'Mit Version',
  holds: 'Sie enthält',
  counts: ({ studies, instances, runs }) =>
    [
      counted(studies, 'Studie', 'Studien'),
      counted(instances, 'Bild', 'Bilder'),
      counted(runs, 'Lauf', 'Läufe'),
    ].join(', '),
  space: 'Platz, den sie braucht',
  services: 'Dienste',
  workers: 'Worker',
  secrets: 'Geheimnisse',
  hasSecrets: 'Passwörter und Token sind darin.',
  noSecrets: 'Weggelassen: Passwörter und Token müssen neu eingegeben werden.',
  none: 'Keine',
  place: 'Name und Ort',
  placeLead: 'Nichts Vorhandenes wird überschrieben.',
  nameHelp: 'Leer: wie in der Sicherung.',
  review: 'Zusammenfassung',
  reviewLead:
    'Sie ist danach gestoppt, damit Sie sie ansehen können, bevor etwas empfangen oder ausgeführt wird.',
  restore: 'Wiederherstellen',
};
