import type { BackupParts, CloneDepth } from '../../contract/index.ts';

export const applicationCopies = {
  renameThis: 'Rename it',
  renameHelp: 'Its folder stays where it is.',
  renameAsk: 'Rename…',
  renameTitle: (name: string) => `Rename “${name}”`,
  newName: 'New name',
  rename: 'Rename',
  renamed: (name: string) => `It is called “${name}” now.`,

  backupThis: 'Back it up',
  backupHelp: 'Into one file, while it runs. It can be restored on this machine or another one.',
  backupAsk: 'Back up…',
  backupTitle: (name: string) => `Back up “${name}”`,
  backupFile: 'File',
  backupFileHelp:
    'It is made; a file that is there is never written over. In a folder it gets a name of its own.',
  chooseBackup: 'Choose the folder for the backup',
  parts: {
    data: 'Everything received',
    runs: 'What runs left',
    trials: 'What was tried',
  } satisfies Record<keyof BackupParts, string>,
  partHelps: {
    data: 'Images, quarantine and the history. Without them: settings, services and workers.',
    runs: 'Inputs, results and logs of runs that have ended.',
    trials: 'Scratch runs, golden cases and workbenches.',
  } satisfies Record<keyof BackupParts, string>,
  secrets: 'Passwords and tokens',
  secretsHelp: 'Otherwise they have to be given again after restoring.',
  secretsWarning: 'Everybody who can read the file can read them.',
  about: (size: string) => `About ${size}, before it is compressed`,
  backup: 'Back up',

  cloneThis: 'Clone it',
  cloneHelp: 'Another application like this one, with as much of it as you say.',
  cloneAsk: 'Clone…',
  cloneTitle: (name: string) => `Clone “${name}”`,
  cloneName: (name: string) => `${name.slice(0, 95)} copy`,
  depth: 'With',
  depths: {
    settings: 'Settings',
    services: 'Settings and services',
    workers: 'Settings, services and workers',
    data: 'Everything',
  } satisfies Record<CloneDepth, string>,
  depthHelps: {
    settings: 'Its options and filters.',
    services: 'Also its services, with what was changed of their jobs.',
    workers: 'Also its workers. Images are built again.',
    data: 'Also what was received, the history and the results.',
  } satisfies Record<CloneDepth, string>,
  clone: 'Clone',
};
