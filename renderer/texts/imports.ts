import type { ImportOutcome, Task } from '../../contract/index.ts';
import { generalTask } from './generalTask.ts';
import { counted, locale } from './locale.ts';

/** Outcomes within a sentence. */
const outcomeWords: Record<ImportOutcome, string> = {
  new: 'new',
  'already-there': 'already there',
  'not-dicom': 'not DICOM',
  dicomdir: 'index of a medium (DICOMDIR)',
  damaged: 'damaged',
  conflicting: 'conflicting',
  refused: 'refused',
};

const names: Record<Task['kind'], string> = generalTask.titles;
/** Titles of tasks with peers begin with `From` or `To`, which stands within a sentence here. */
const within = (title: string) => title.charAt(0).toLowerCase() + title.slice(1);
const called = (kind: Task['kind'], title: string) =>
  kind === 'retrieve' || kind === 'send' ? `${names[kind]} ${within(title)}` : `${names[kind]} of ${title}`;
const things: Record<Task['kind'], string> = {
  import: 'files',
  retrieve: 'images',
  send: 'images',
  scratch: 'jobs',
  golden: 'golden cases',
  replay: 'arrivals',
  build: 'steps',
  init: 'steps',
  delete: 'images',
  export: 'images',
  backup: 'files',
  restore: 'files',
  clone: 'files',
  fetch: 'files',
  legacy: 'files',
};
const endings = { succeeded: 'finished', failed: 'failed', cancelled: 'stopped' };

export const imports = {
  title: 'Imports',
  lead: 'What was brought in, fetched, sent, exported and deleted.',
  importButton: 'Import',
  importFiles: 'Import files…',
  importFolder: 'Import folder…',
  dropTitle: 'Drop to import',
  dropText: (application: string) => `Files, folders, ZIP and tar archives go into “${application}”.`,
  nothingDropped: 'What was dropped is no file or folder of this machine.',
  emptyTitle: 'Nothing was imported yet',
  emptyText: 'Drop DICOM files, folders, ZIP or tar archives anywhere on this window.',
  columnWhat: 'What',
  columnState: 'State',
  columnResult: 'Result',
  columnSize: 'Taken in',
  columnStarted: 'Started',
  running: (kind: Task['kind'], title: string) =>
    kind === 'import' ? `Importing ${title}` : called(kind, title),
  looking: 'Looking for files…',
  asking: 'Asking…',
  preparing: 'Preparing…',
  progress: (kind: Task['kind'], done: string, total: string) => `${done} of ${total} ${things[kind]}`,
  progressFound: (kind: Task['kind'], done: string) => `${done} ${things[kind]} so far`,
  progressLabel: called,
  stop: (kind: Task['kind']) => `Stop ${names[kind].toLowerCase()}`,
  details: 'Details',
  openDetails: (kind: Task['kind'], title: string) =>
    kind === 'import' ? `Details of the import of ${title}` : `Details: ${called(kind, title)}`,
  ended: (kind: Task['kind'], state: 'succeeded' | 'failed' | 'cancelled') =>
    `${names[kind]} ${endings[state]}`,
  sent: (count: number) => `${counted(count, 'image', 'images')} sent`,
  exported: (count: number) => `${counted(count, 'image', 'images')} exported`,
  deleted: (count: number) => `${counted(count, 'image', 'images')} deleted`,
  stepsDone: (count: number) => counted(count, 'step', 'steps'),
  jobsDone: (count: number) => counted(count, 'job', 'jobs'),
  casesChecked: (count: number, differ: number) =>
    `${counted(count, 'golden case', 'golden cases')}, ${differ === 0 ? 'all met' : `${differ.toLocaleString(locale)} not met`}`,
  notDone: (count: number) => `${count.toLocaleString(locale)} failed`,
  nothingNew: 'Nothing new',
  counted: (count: number, outcome: ImportOutcome) =>
    `${count.toLocaleString(locale)} ${outcomeWords[outcome]}`,
  outcomeFilter: 'Files by outcome',
  outcomeHelp: {
    new: 'Archived',
    'already-there': 'The archive has the same image',
    'not-dicom': 'Left aside',
    dicomdir: 'Names other files, which are brought in themselves',
    damaged: 'DICOM that cannot be taken',
    conflicting: 'Same UID, other content: the first is kept',
    refused: 'Could not or must not be read',
  },
  columnFile: 'File',
  columnOutcome: 'Outcome',
  columnReason: 'Reason',
  notesTitle: 'Files with a remark',
  noNotesTitle: 'Nothing to report',
  noNotesText: 'Every file was taken in without a remark.',
  noNotesOfOutcome: 'No file of this import has a remark of this kind.',
  noNotesOfTask: 'No image has a remark.',
  bytesTaken: (bytes: string) => `${bytes} taken into the archive`,
  bytesSent: (bytes: string) => `${bytes} sent`,
  bytesExported: (bytes: string) => `${bytes} written`,
  bytesDeleted: (bytes: string) => `${bytes} freed`,
};
