import type { Texts } from '../english.ts';

export const palette: Texts['palette'] = {
  title: 'Suchen',
  placeholder: 'Seite, Studie, Lauf, Dienst, Einstellung oder Befehl…',
  results: 'Gefunden',
  groups: {
    here: 'Auf dieser Seite',
    pages: 'Seiten',
    commands: 'Befehle',
    applications: 'Anwendungen',
    studies: 'Studien',
    runs: 'Letzte Läufe',
    services: 'Dienste',
    workers: 'Worker',
    settings: 'Einstellungen',
  },
  searching: 'Studien werden gesucht …',
  none: (query) => `Nichts heißt „${query}“.`,
  noneText: 'Studien werden nach Wortanfängen in Namen, Kennungen, Daten und Beschreibungen gefunden.',
  count: (count) => (count === 1 ? '1 Treffer' : `${count} Treffer gefunden`),
  ways: {
    installService: 'Dienst installieren…',
    newWorker: 'Worker anlegen…',
    installWorker: 'Worker installieren…',
    newPeer: 'Gegenstelle hinzufügen…',
  },
  open: 'Suchen…',
  settingGone: (name) => `„${name}“ wird für diese Anwendung nicht gezeigt.`,
};
