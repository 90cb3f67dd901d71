import type { RetentionPart } from '../../contract/index.ts';
import { counted } from './locale.ts';

const partWords: Record<RetentionPart, string> = {
  inputs: 'input copies',
  results: 'result files',
  logs: 'logs',
  'service-logs': 'logs of services',
  quarantine: 'quarantine',
  scratch: 'scratch runs',
};

export const upkeep = {
  backups: 'Backups of the history',
  everyMinutes: 'A backup every',
  everyMinutesHelp:
    'Where something changed. A damaged history is restored from the newest one. 0: none are made.',
  minutes: ' min',
  keep: 'Backups kept',
  keepHelp: 'An older one goes when a new one is made.',
  retention: 'What is kept of runs',
  days: ' days',
  inputsDays: 'Input copies',
  inputsDaysHelp:
    'Days after the end of a run. Originals stay in the archive, but the jobs of the run cannot be run again. 0: kept for ever.',
  resultsDays: 'Result files',
  resultsDaysHelp: 'What jobs wrote; what they returned stays in the history. 0: kept for ever.',
  logsDays: 'Logs',
  logsDaysHelp:
    'What jobs printed, and files that services logged to since they were written to last. 0: kept for ever.',
  quarantineDays: 'Files in quarantine',
  quarantineDaysHelp: 'Days since they came last. 0: kept for ever.',
  scratchDays: 'Scratch runs and opened jobs',
  scratchDaysHelp: 'Days since they ended, or since something in the folder changed. 0: kept for ever.',
  maxBytes: 'All runs together',
  maxBytesHelp: 'Beyond it the oldest lose input copies first, then results, then logs. 0: no limit.',
  gibibytes: ' GiB',
  saved: 'Saved. What is too old or too much goes soon.',
  preview: 'Show what would be removed',
  cleanUp: 'Remove it now',
  confirmTitle: 'Remove it now?',
  confirmText: (bytes: string) => `Up to ${bytes} are removed for good. Originals in the archive stay.`,
  nothing: 'Nothing would be removed.',
  wouldRemove: (bytes: string) => `Would be removed: up to ${bytes}.`,
  partOf: (part: RetentionPart, count: number, bytes: string) =>
    part === 'quarantine'
      ? `${counted(count, 'file', 'files')} in quarantine, ${bytes}`
      : part === 'service-logs'
        ? `${counted(count, 'file', 'files')} that services logged to, ${bytes}`
        : part === 'scratch'
          ? `${counted(count, 'scratch run or opened job', 'scratch runs and opened jobs')}, ${bytes}`
          : `${partWords[part]} of ${counted(count, 'run', 'runs')}, ${bytes}`,
  removed: (bytes: string) => `Removed ${bytes}.`,
  removedOfRun: (part: RetentionPart, bytes: string) =>
    `The ${partWords[part]} of this run (${bytes}) were removed`,
  notYet: (problem: string) => `Not all of it is gone yet: ${problem} It is tried again.`,
  images: {
    title: 'Docker images that nothing uses any more',
    lead: 'Built for workers that were removed or are built otherwise now, some kept on purpose. Layers that other images have too are counted here, and stay.',
    label: 'Docker images that nothing uses any more',
    columnName: 'Image',
    columnWorker: 'Built for',
    columnBuilt: 'Built',
    columnBytes: 'Space',
    unnamed: (id: string) => `without a name (${id})`,
    ofRemoved: 'an application that was removed',
    remove: 'Remove them…',
    confirmTitle: 'Remove these images?',
    confirmText: (count: number, bytes: string) =>
      `${counted(count, 'image', 'images')}, up to ${bytes}. A worker that is installed again is built anew. What is used by then stays.`,
    confirm: 'Remove',
    removed: (count: number, bytes: string) => `Removed ${counted(count, 'image', 'images')}, ${bytes}.`,
  },
};
