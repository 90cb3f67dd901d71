import type { Task } from '../../contract/index.ts';

export const generalTask = {
  title: 'Work of the engine',
  titles: {
    import: 'Import',
    retrieve: 'Fetching',
    send: 'Sending',
    scratch: 'Scratch run',
    golden: 'Check',
    replay: 'Replay',
    build: 'Build',
    init: 'Preparation',
    backup: 'Backing up',
    restore: 'Restoring',
    clone: 'Cloning',
    fetch: 'Fetching',
    legacy: 'Bringing over',
  } satisfies Record<Task['kind'], string>,
  failed: 'It failed.',
  cancelled: 'It was stopped. Nothing is left of it.',
  cancel: 'Stop',
  goesOn: 'It goes on when you leave this page.',
  file: 'The backup file',
  isStopped: 'The application is stopped. Look at it, and start it when it is as it should be.',
  open: 'Open the application',
  home: 'Go on',
};
