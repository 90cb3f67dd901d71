import type { CheckFix, CheckId, CheckResult, DesktopCheck } from '../../contract/index.ts';
import { counted } from './locale.ts';

const titles: Record<CheckId | DesktopCheck['check'], string> = {
  engine: 'Engine',
  home: 'Data home',
  disk: 'Disk space',
  clock: 'Clock',
  host: 'Names of this machine',
  docker: 'Docker',
  'key-store': 'Passwords and tokens',
  leftovers: 'Temporary files',
  application: 'Application',
  folders: 'Folders',
  history: 'History',
  python: 'Python',
  ports: 'Ports',
  'watched-folders': 'Watched folders',
  peers: 'Peers',
  window: 'Window and engine',
  autostart: 'Start at login',
  notifications: 'Notifications',
  links: 'Links',
};
const states: Record<CheckResult['state'], string> = {
  ok: 'Well',
  warning: 'To be known',
  failed: 'Wrong',
  unused: 'Not in use',
};
const fixes: Record<CheckFix, string> = {
  'close-home': 'Keep others out',
  'make-folders': 'Make and open them',
  'find-docker': 'Look for Docker again',
  'start-docker': 'Start Docker',
  'remove-leftovers': 'Remove them',
  'restore-history': 'Restore the backup',
  'change-port': 'Take a free port',
  'find-python': 'Look for Python again',
  'open-application': 'Start it',
};

export const diagnostics = {
  title: 'Diagnostics',
  lead: 'What could keep DICOM from being taken and processed on this machine.',
  runAgain: 'Check again',
  progress: (done: number, all: number) => `${done} of ${all} checks done`,
  verdict: (failed: number, warnings: number) =>
    failed + warnings === 0
      ? 'Nothing is wrong.'
      : [
          ...(failed === 0 ? [] : [`${failed} wrong`]),
          ...(warnings === 0 ? [] : [`${warnings} to be known`]),
        ].join(', '),
  machine: 'This machine',
  desktop: 'This window',
  titles,
  states,
  fixes,
  renew: 'Write the entry anew',
  checking: 'Being checked…',
  notAsked: 'Calls other machines, and is only done when you ask for it.',
  goThere: 'Open its page',
  ask: 'Call them',
  numbered: (number: number, title: string) => `Check ${number}: ${title}`,
  facts: 'What was looked at',
  factsOf: (title: string) => `What was looked at: ${title}`,
  command: 'In a terminal',
  copyCommand: 'Copy the command',
  mended: (title: string) => `${title}: mended.`,
  notMended: (title: string) => `${title}: it could not be mended. See what was found.`,
  report: 'Report…',
  reportTitle: 'Report for who helps you',
  reportLead:
    'Names, identifiers, dates of birth and UIDs of patients, paths of their files, and all secrets are left out. Read it before you save it: nothing is sent anywhere.',
  masked: (count: number) => `${counted(count, 'place was', 'places were')} masked, shown as •••.`,
  making: 'The report is being written…',
  reportText: 'Report',
  save: 'Save…',
  copyReport: 'Copy the report',
  saved: (path: string) => `The report is in ${path}.`,
};
