import type { DiskPart } from '../../contract/index.ts';

export const diskUse = {
  title: 'Disk use',
  lead: 'What takes space on this disk, and what can go.',
  measured: 'Measured',
  refresh: 'Measure again',
  sum: (bytes: string, free: string | null, total: string | null) =>
    free === null || total === null
      ? `${bytes} in all`
      : `${bytes} in all; ${free} of ${total} are free on the disk of the archive`,
  tableLabel: 'Space by what it is for',
  columnPart: 'What',
  columnBytes: 'Space',
  columnGrowth: 'Per week',
  columnWay: 'Less of it',
  atLeast: (bytes: string) => `at least ${bytes}`,
  growthUnknown: 'not known yet',
  grows: (bytes: string) => `+${bytes}`,
  shrinks: (bytes: string) => `−${bytes}`,
  parts: {
    archive: 'Original images',
    quarantine: 'Quarantine',
    inputs: 'Copies of images in runs',
    results: 'Results of runs',
    logs: 'Logs of jobs',
    trials: 'Scratch runs, golden cases, opened jobs',
    services: 'Services with their versions',
    workers: 'Workers with their builds',
    components: 'Orthanc beside the application',
    database: 'History',
    backups: 'Copies of the history',
    containers: 'Logs of containers',
    images: 'Docker images',
  } satisfies Record<DiskPart, string>,
  ways: {
    archive: 'Delete studies…',
    quarantine: 'Look through quarantine…',
    runs: 'Clean up…',
    workers: 'Look at the workers…',
    services: 'Look at the services…',
  },
  cleanUpTitle: 'Clean up',
  cleanUpLead: 'Removes what ended runs left behind, never originals or records.',
  keepDays: 'Days that are kept',
  keepDaysHelp: 'Since the end of a run. 0: everything is kept.',
  cleanUpParts: {
    inputsDays: 'Copies of images in runs',
    resultsDays: 'Results of runs',
    logsDays: 'Logs of jobs',
    scratchDays: 'Scratch runs and opened jobs',
    quarantineDays: 'Quarantine',
  },
  machineTitle: 'All applications of this machine',
  machineLabel: 'Space by application',
  columnApplication: 'Application',
  sharedNote:
    'Copies of images in runs share their space with the originals where the file system can; then less is taken than is shown.',
};
