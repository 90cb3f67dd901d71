import { counted, locale } from './locale.ts';

const numbers = (all: readonly number[]) => all.map((one) => one.toLocaleString(locale)).join(', ');

/** What is done with studies, and what was. */
export const studyWork = {
  chosen: {
    studies: (count: number) => `${counted(count, 'study', 'studies')} chosen`,
    series: (count: number) => `${count.toLocaleString(locale)} series chosen`,
  },
  export: 'Export…',
  delete: 'Delete…',
  processAgain: 'Process again',
  someBegun: (count: number, of: number) =>
    `${count.toLocaleString(locale)} of ${of.toLocaleString(locale)} were started; once more goes on with the others.`,

  deleteTitle: 'Delete from the archive',
  goes: 'Goes',
  stays: 'Stays',
  moreNames: (count: number) => `and ${count.toLocaleString(locale)} more`,
  arrivingEnds: (count: number) =>
    count === 1
      ? 'It is still arriving: that ends. What comes later begins anew.'
      : `${count.toLocaleString(locale)} are still arriving: that ends. What comes later begins anew.`,
  noRunStays: 'Nothing: no run was about it.',
  runsStay: (count: number) => `${counted(count, 'run', 'runs')} with record, results and logs.`,
  staysInOrthanc: 'What the Orthanc beside the application has of it.',
  inputCopies: (runs: string, bytes: string | null) =>
    `Also remove the copies of the images that ${runs} ${runs === '1' ? 'run keeps' : 'runs keep'}${bytes === null ? '' : ` (${bytes})`}`,
  inputCopiesHelp: 'Jobs of these runs cannot be run again then.',
  cancelRuns: (count: number, first: readonly number[]) =>
    count === 1
      ? `Cancel run ${numbers(first)}, which has not ended`
      : `Cancel ${count.toLocaleString(locale)} runs that have not ended (${numbers(first)}${count > first.length ? ', …' : ''})`,
  cancelRunsHelp: 'Without it nothing is deleted until they have ended.',
  waitForIt: 'Wait until that is done, or stop it.',
  noWayBack: 'This cannot be undone.',
  deleteConfirm: (images: string) => `Delete ${images} ${images === '1' ? 'image' : 'images'}`,
  deleting: 'It is being deleted.',

  exportTitle: 'Export',
  exportName: (now: Date) =>
    `DICOM ${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')} ${String(now.getHours()).padStart(2, '0')}${String(now.getMinutes()).padStart(2, '0')}`,
  exportFolder: 'In the folder',
  exportFolderHelp: 'It must exist. Files are written byte by byte as they are stored.',
  chooseFolder: 'Choose the folder to export into',
  exportNameLabel: 'Name',
  exportNameHelp: 'Nothing is written over.',
  form: 'What is made',
  forms: { folder: 'Folder', zip: 'ZIP archive' },
  media: 'For a medium, with a DICOMDIR',
  mediaHelp: 'Short names as CDs and viewers on them want them, in place of readable ones.',
  anonymize: 'Anonymised through',
  anonymizeHelp:
    'Runs first on each study, or the chosen series of it; what it made is exported. Images that still have the name or identifier of the patient are left out.',
  asStored: 'Not: as they are stored',
  noAnonymizer:
    'To export anonymised, install a service that anonymises: one whose name, or that of a job, says so (anonymize, deidentify, pseudonymize).',
  free: (bytes: string) => `${bytes} free there`,
  exportConfirm: 'Export',
  exporting: (target: string) => `It is being written to ${target}.`,

  processedTitle: 'What was processed',
  runTitle: (number: number, version: number) =>
    version === 1
      ? `Run ${number.toLocaleString(locale)}`
      : `Run ${number.toLocaleString(locale)}, version ${version.toLocaleString(locale)}`,
  noJobs: 'No job ran.',
  columnResult: 'Result',
  columnFiles: 'Files',
  params: 'Parameters',
  longResult: (bytes: string) => `${bytes}, see the job`,
  moreFiles: (count: number) => `${count.toLocaleString(locale)} more`,
  moreJobs: (count: number) => `${counted(count, 'more job', 'more jobs')}: see the run.`,
  moreRuns: (count: number) => `Show older (${count.toLocaleString(locale)})`,
};
