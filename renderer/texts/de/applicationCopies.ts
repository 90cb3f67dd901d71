import type { Texts } from '../english.ts';

export const applicationCopies: Texts['applicationCopies'] = {
  renameThis: 'Umbenennen',
  renameHelp: 'Ihr Ordner bleibt, wo er ist.',
  renameAsk: 'Umbenennen…',
  renameTitle: (name) => `„${name}“ umbenennen`,
  newName: 'Neuer Name',
  rename: 'Umbenennen',
  renamed: (name) => `Sie heißt jetzt „${name}“.`,

  backupThis: 'Sichern',
  backupHelp:
    'In eine Datei, während sie läuft. Sie lässt sich auf diesem oder einem anderen Rechner wiederherstellen.',
  backupAsk: 'Sichern…',
  backupTitle: (name) => `„${name}“ sichern`,
  backupFile: 'Datei',
  backupFileHelp:
    'Sie wird angelegt; eine vorhandene Datei wird nie überschrieben. In einem Ordner erhält sie einen eigenen Namen.',
  chooseBackup: 'Ordner für die Sicherung wählen',
  parts: {
    data: 'Alles Empfangene',
    runs: 'Was Läufe hinterlassen haben',
    trials: 'Was ausprobiert wurde',
  },
  partHelps: {
    data: 'Bilder, Quarantäne und Verlauf. Ohne sie: Einstellungen, Dienste und Worker.',
    runs: 'Eingaben, Ergebnisse und Protokolle beendeter Läufe.',
    trials: 'Probeläufe, Referenzfälle und Werkbänke.',
  },
  secrets: 'Passwörter und Token',
  secretsHelp: 'Sonst müssen sie nach dem Wiederherstellen neu eingegeben werden.',
  secretsWarning: 'Wer die Datei lesen kann, kann auch sie lesen.',
  about: (size) => `Etwa ${size} vor der Kompression`,
  backup: 'Sichern',

  cloneThis: 'Klonen',
  cloneHelp: 'Eine weitere Anwendung wie diese, mit so viel davon, wie Sie möchten.',
  cloneAsk: 'Klonen…',
  cloneTitle: (name) => `„${name}“ klonen`,
  cloneName: (name) => `${name.slice(0, 95)} Kopie`,
  depth: 'Mit',
  depths: {
    settings: 'Einstellungen',
    services: 'Einstellungen und Diensten',
    workers: 'Einstellungen, Diensten und Workern',
    data: 'Allem',
  },
  depthHelps: {
    settings: 'Ihre Optionen und Filter.',
    services: 'Dazu ihre Dienste, mit allem, was an deren Aufträgen geändert wurde.',
    workers: 'Dazu ihre Worker. Images werden neu gebaut.',
    data: 'Dazu alles Empfangene, der Verlauf und die Ergebnisse.',
  },
  clone: 'Klonen',
};
