import type { Texts } from '../english.ts';

export const diskUse: Texts['diskUse'] = {
  title: 'Speicherverbrauch',
  lead: 'Was auf diesem Datenträger Platz braucht und was davon gehen kann.',
  measured: 'Gemessen',
  refresh: 'Neu messen',
  sum: (bytes, free, total) =>
    free === null || total === null
      ? `${bytes} insgesamt`
      : `${bytes} insgesamt; ${free} von ${total} sind auf dem Datenträger des Archivs frei`,
  tableLabel: 'Platz nach Zweck',
  columnPart: 'Was',
  columnBytes: 'Platz',
  columnGrowth: 'Je Woche',
  columnWay: 'Weniger davon',
  atLeast: (bytes) => `mindestens ${bytes}`,
  growthUnknown: 'noch nicht bekannt',
  grows: (bytes) => `+${bytes}`,
  shrinks: (bytes) => `−${bytes}`,
  parts: {
    archive: 'Originalbilder',
    quarantine: 'Quarantäne',
    inputs: 'Kopien von Bildern in Läufen',
    results: 'Ergebnisse von Läufen',
    logs: 'Protokolle von Aufträgen',
    trials: 'Probeläufe, Referenzfälle, geöffnete Aufträge',
    services: 'Dienste mit ihren Versionen',
    workers: 'Worker mit ihren Bauvorgängen',
    components: 'Orthanc neben der Anwendung',
    database: 'Verlauf',
    backups: 'Kopien des Verlaufs',
    containers: 'Protokolle von Containern',
    images: 'Docker-Images',
  },
  ways: {
    archive: 'Studien löschen…',
    quarantine: 'Quarantäne durchsehen…',
    runs: 'Aufräumen…',
    workers: 'Worker ansehen…',
    services: 'Dienste ansehen…',
  },
  cleanUpTitle: 'Aufräumen',
  cleanUpLead: 'Entfernt, was beendete Läufe hinterlassen haben, nie Originale oder Aufzeichnungen.',
  keepDays: 'Tage, die bleiben',
  keepDaysHelp: 'Seit dem Ende eines Laufs. 0: Alles bleibt.',
  cleanUpParts: {
    inputsDays: 'Kopien von Bildern in Läufen',
    resultsDays: 'Ergebnisse von Läufen',
    logsDays: 'Protokolle von Aufträgen',
    scratchDays: 'Probeläufe und geöffnete Aufträge',
    quarantineDays: 'Quarantäne',
  },
  machineTitle: 'Alle Anwendungen dieses Rechners',
  machineLabel: 'Platz nach Anwendung',
  columnApplication: 'Anwendung',
  sharedNote:
    'Kopien von Bildern in Läufen teilen sich den Platz mit den Originalen, wo das Dateisystem es kann; dann wird weniger gebraucht als gezeigt.',
};
