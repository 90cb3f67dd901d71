import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from 'wouter';
import type { Task } from '../../contract/index.ts';
import { paths } from '../navigation/index.ts';
import { texts } from '../texts/index.ts';
import { resultInWords } from './resultInWords.ts';

const colours = { succeeded: 'teal', failed: 'red', cancelled: 'gray' };

/** Says in a corner of the window how an import ended, with the way to its details. */
export function notifyImportEnd(application: string, task: Task): void {
  if (task.state === 'running') return;
  notifications.show({
    id: task.id,
    color: colours[task.state],
    title: texts.imports.ended(task.kind, task.state),
    autoClose: 10_000,
    message: (
      <>
        {task.problem ?? resultInWords(task)}.{' '}
        <Anchor
          component={Link}
          inherit
          underline="always"
          href={paths.importTask(application, task.id)}
          aria-label={texts.imports.openDetails(task.kind, task.title)}
        >
          {texts.imports.details}
        </Anchor>
      </>
    ),
  });
}
