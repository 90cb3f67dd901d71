import type { Texts } from '../english.ts';
import { counted } from './locale.ts';

export const help: Texts['help'] = {
  title: 'Hilfe',
  intro: 'Alles, was über das Programm geschrieben ist, auf diesem Rechner. Die Dokumente sind englisch.',
  documents: {
    start: 'Erste Schritte',
    services: 'Einen Dienst schreiben',
    workers: 'Worker',
    cli: 'Kommandozeile',
    architecture: 'Wie es gebaut ist',
  },
  contents: 'Inhalt',
  search: 'In allen Dokumenten suchen',
  searchPlaceholder: 'Suchen (englisch)',
  results: 'Gefunden',
  found: (count) => counted(count, 'Kapitel', 'Kapitel'),
  nothingFound: (query) => `Kein Kapitel enthält „${query}“. Versuchen Sie weniger oder kürzere Wörter.`,
  inChapter: 'In diesem Kapitel',
  before: 'Davor',
  next: 'Danach',
  tableOf: (chapter) => `Tabelle: ${chapter}`,
  about: (field) => `Hilfe: ${field}`,
  openWhole: 'In der Hilfe öffnen',
  back: 'Zurück zur Anwendung',
  tour: 'Rundgang',
};
