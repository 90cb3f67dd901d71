import type { ImportOutcome, Task } from '../../../contract/index.ts';
import type { Texts } from '../english.ts';
import { counted, locale } from './locale.ts';
import { generalTask } from './generalTask.ts';

/** Outcomes within a sentence. */
const outcomeWords: Record<ImportOutcome, string> = {
  new: 'neu',
  'already-there': 'schon da',
  'not-dicom': 'kein DICOM',
  dicomdir: 'Verzeichnis eines Mediums (DICOMDIR)',
  damaged: 'beschädigt',
  conflicting: 'widersprüchlich',
  refused: 'abgelehnt',
};

const names: Record<Task['kind'], string> = generalTask.titles;
const called = (kind: Task['kind'], title: string) => `${names[kind]}: ${title}`;
const files = 'Dateien';
const images = 'Bildern';
const things: Record<Task['kind'], string> = {
  import: files,
  retrieve: images,
  send: images,
  scratch: 'Aufträgen',
  golden: 'Referenzfällen',
  replay: 'Eingängen',
  build: 'Schritten',
  init: 'Schritten',
  delete: images,
  export: images,
  backup: files,
  restore: files,
  clone: files,
  fetch: files,
  legacy: files,
};
const endings = { succeeded: 'fertig', failed: 'fehlgeschlagen', cancelled: 'abgebrochen' };

export const imports: Texts['imports'] = {
  title: 'Importe',
  lead: 'Was hereingebracht, geholt, gesendet, exportiert und gelöscht wurde.',
  importButton: 'Importieren',
  importFiles: 'Dateien importieren…',
  importFolder: 'Ordner importieren…',
  dropTitle: 'Zum Importieren loslassen',
  dropText: (application) => `Dateien, Ordner, ZIP- und tar-Archive kommen in „${application}“.`,
  nothingDropped: 'Was losgelassen wurde, ist keine Datei und kein Ordner dieses Rechners.',
  emptyTitle: 'Noch wurde nichts importiert',
  emptyText: 'Ziehen Sie DICOM-Dateien, Ordner, ZIP- oder tar-Archive irgendwo auf dieses Fenster.',
  columnWhat: 'Was',
  columnState: 'Zustand',
  columnResult: 'Ergebnis',
  columnSize: 'Aufgenommen',
  columnStarted: 'Begonnen',
  running: (kind, title) => (kind === 'import' ? `${title} wird importiert` : called(kind, title)),
  looking: 'Dateien werden gesucht…',
  asking: 'Wird gefragt…',
  preparing: 'Wird vorbereitet…',
  progress: (kind, done, total) => `${done} von ${total} ${things[kind]}`,
  progressFound: (kind, done) => `${names[kind]}: bisher ${done}`,
  progressLabel: called,
  stop: (kind) => `Abbrechen: ${names[kind]}`,
  details: 'Einzelheiten',
  openDetails: (kind, title) => `Einzelheiten: ${called(kind, title)}`,
  ended: (kind, state) => `${names[kind]} ${endings[state]}`,
  sent: (count) => `${counted(count, 'Bild', 'Bilder')} gesendet`,
  exported: (count) => `${counted(count, 'Bild', 'Bilder')} exportiert`,
  deleted: (count) => `${counted(count, 'Bild', 'Bilder')} gelöscht`,
  stepsDone: (count) => counted(count, 'Schritt', 'Schritte'),
  jobsDone: (count) => counted(count, 'Auftrag', 'Aufträge'),
  casesChecked: (count, differ) =>
    `${counted(count, 'Referenzfall', 'Referenzfälle')}, ${differ === 0 ? 'alle erfüllt' : `${differ.toLocaleString(locale)} nicht erfüllt`}`,
  notDone: (count) => `${count.toLocaleString(locale)} fehlgeschlagen`,
  nothingNew: 'Nichts Neues',
  counted: (count, outcome) => `${count.toLocaleString(locale)} ${outcomeWords[outcome]}`,
  outcomeFilter: 'Dateien nach Ausgang',
  outcomeHelp: {
    new: 'Archiviert',
    'already-there': 'Das Archiv hat dasselbe Bild',
    'not-dicom': 'Beiseite gelassen',
    dicomdir: 'Nennt andere Dateien, die selbst importiert werden',
    damaged: 'DICOM, das sich nicht aufnehmen lässt',
    conflicting: 'Gleiche UID, anderer Inhalt: Der erste bleibt',
    refused: 'Konnte oder durfte nicht gelesen werden',
  },
  columnFile: 'Datei',
  columnOutcome: 'Ausgang',
  columnReason: 'Grund',
  notesTitle: 'Dateien mit einer Anmerkung',
  noNotesTitle: 'Nichts anzumerken',
  noNotesText: 'Jede Datei wurde ohne Anmerkung aufgenommen.',
  noNotesOfOutcome: 'Keine Datei dieses Imports hat eine Anmerkung dieser Art.',
  noNotesOfTask: 'Zu keinem Bild gibt es eine Anmerkung.',
  bytesTaken: (bytes) => `${bytes} in das Archiv aufgenommen`,
  bytesSent: (bytes) => `${bytes} gesendet`,
  bytesExported: (bytes) => `${bytes} geschrieben`,
  bytesDeleted: (bytes) => `${bytes} freigegeben`,
};
