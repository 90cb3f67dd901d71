import type { RetentionPart } from '../../../contract/index.ts';
import type { Texts } from '../english.ts';
import { counted } from './locale.ts';

const partWords: Record<RetentionPart, string> = {
  inputs: 'Eingabekopien',
  results: 'Ergebnisdateien',
  logs: 'Protokolle',
  'service-logs': 'Protokolle von Services',
  quarantine: 'Dateien in Quarantäne',
  scratch: 'Probeläufe',
};

export const upkeep: Texts['upkeep'] = {
  backups: 'Sicherungen des Verlaufs',
  everyMinutes: 'Eine Sicherung alle',
  everyMinutesHelp:
    'Wo sich etwas geändert hat. Ein beschädigter Verlauf wird aus der neuesten wiederhergestellt. 0: keine.',
  minutes: ' min',
  keep: 'Aufgehobene Sicherungen',
  keepHelp: 'Die älteste geht, wenn eine neue gemacht wird.',
  retention: 'Was von Läufen bleibt',
  days: ' Tage',
  inputsDays: 'Eingabekopien',
  inputsDaysHelp:
    'Tage nach dem Ende eines Laufs. Die Originale bleiben im Archiv, aber die Aufträge des Laufs lassen sich dann nicht mehr ausführen. 0: für immer.',
  resultsDays: 'Ergebnisdateien',
  resultsDaysHelp: 'Was Aufträge geschrieben haben; was sie zurückgaben, bleibt im Verlauf. 0: für immer.',
  logsDays: 'Protokolle',
  logsDaysHelp:
    'Was Aufträge ausgegeben haben, und Protokolldateien von Services, seit sie zuletzt geschrieben wurden. 0: für immer.',
  quarantineDays: 'Dateien in Quarantäne',
  quarantineDaysHelp: 'Tage, seit sie zuletzt kamen. 0: für immer.',
  scratchDays: 'Probeläufe und geöffnete Aufträge',
  scratchDaysHelp: 'Tage seit ihrem Ende oder seit der letzten Änderung im Ordner. 0: für immer.',
  maxBytes: 'Alle Läufe zusammen',
  maxBytesHelp:
    'Darüber verlieren die ältesten zuerst Eingabekopien, dann Ergebnisse, dann Protokolle. 0: unbegrenzt.',
  gibibytes: ' GiB',
  saved: 'Gespeichert. Was zu alt oder zu viel ist, geht bald.',
  preview: 'Zeigen, was entfernt würde',
  cleanUp: 'Jetzt entfernen',
  confirmTitle: 'Jetzt entfernen?',
  confirmText: (bytes) => `Bis zu ${bytes} werden endgültig entfernt. Die Originale im Archiv bleiben.`,
  nothing: 'Nichts würde entfernt.',
  wouldRemove: (bytes) => `Entfernt würden bis zu ${bytes}.`,
  partOf: (part, count, bytes) =>
    part === 'quarantine'
      ? `${counted(count, 'Datei', 'Dateien')} in Quarantäne, ${bytes}`
      : part === 'service-logs'
        ? `${counted(count, 'Protokolldatei', 'Protokolldateien')} von Services, ${bytes}`
        : part === 'scratch'
          ? `${counted(count, 'Probelauf oder geöffneter Auftrag', 'Probeläufe und geöffnete Aufträge')}, ${bytes}`
          : `${partWords[part]} von ${counted(count, 'Lauf', 'Läufen')}, ${bytes}`,
  removed: (bytes) => `${bytes} entfernt.`,
  removedOfRun: (part, bytes) => `Die ${partWords[part]} dieses Laufs (${bytes}) wurden entfernt`,
  notYet: (problem) => `Noch ist nicht alles fort: ${problem} Es wird wieder versucht.`,
  images: {
    title: 'Docker-Images, die nichts mehr benutzt',
    lead: 'Gebaut für Worker, die entfernt wurden oder inzwischen anders gebaut sind, manche absichtlich behalten. Schichten, die andere Images auch haben, sind mitgezählt und bleiben.',
    label: 'Docker-Images, die nichts mehr benutzt',
    columnName: 'Image',
    columnWorker: 'Gebaut für',
    columnBuilt: 'Gebaut',
    columnBytes: 'Platz',
    unnamed: (id) => `ohne Namen (${id})`,
    ofRemoved: 'eine Anwendung, die entfernt wurde',
    remove: 'Entfernen…',
    confirmTitle: 'Diese Images entfernen?',
    confirmText: (count, bytes) =>
      `${counted(count, 'Image', 'Images')}, bis zu ${bytes}. Ein Worker, der wieder installiert wird, wird neu gebaut. Was bis dahin benutzt wird, bleibt.`,
    confirm: 'Entfernen',
    removed: (count, bytes) => `${counted(count, 'Image', 'Images')} entfernt, ${bytes}.`,
  },
};
