import { Button } from '@mantine/core';
import { IconPlayerStop } from '../../icons/index.ts';
import { useState } from 'react';
import type { ImportOutcome, Task } from '../../../contract/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { formatBytes } from '../../format/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Ago, Answer, Elapsed, notifyError, Page, StateBadge, taskTones, Trail } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Build } from '../workers/index.ts';
import { ImportCounts } from './ImportCounts.tsx';
import { ImportNotes } from './ImportNotes.tsx';
import styles from './ImportTaskView.module.css';

/** One import: how far it is, what became of its files, and why. */
export function ImportTaskView({ task }: { task: string }) {
  const application = useApplicationId();
  const query = useRoute('tasks.get', { application, task });
  const cancel = useAction('tasks.cancel', notifyError);
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null);
  const { data } = query;

  return (
    <Page
      fills
      title={data?.title ?? texts.imports.title}
      windowTitle={texts.imports.title}
      trail={<Trail href={paths.imports(application)} label={texts.imports.title} />}
      mark={data && <StateBadge tone={taskTones[data.state]} label={texts.common.taskStates[data.state]} />}
      description={data && <Facts task={data} />}
      actions={
        data?.state === 'running' &&
        data.kind !== 'build' && (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={15} aria-hidden />}
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ application, task })}
          >
            {texts.imports.stop(data.kind)}
          </Button>
        )
      }
    >
      <Answer query={query}>
        {(detail) =>
          detail.kind === 'build' ? (
            <Build of={detail.title} task={task} />
          ) : (
            <>
              <ImportCounts task={detail} chosen={outcome} onChoose={setOutcome} />
              {detail.problem !== null && <p className={styles.problem}>{detail.problem}</p>}
              <ImportNotes task={detail} outcome={outcome} onClear={() => setOutcome(null)} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}

function Facts({ task }: { task: Task }) {
  return (
    <>
      <Ago at={task.createdAt} />, <Elapsed from={task.createdAt} to={task.finishedAt} />
      {task.kind !== 'build' && ', '}
      {task.kind !== 'build' && bytesInWords(task)}
    </>
  );
}

function bytesInWords({ kind, bytes }: Task): string {
  const words = texts.imports;
  const inWords = {
    send: words.bytesSent,
    export: words.bytesExported,
    delete: words.bytesDeleted,
  };
  const tell = kind === 'send' || kind === 'export' || kind === 'delete' ? inWords[kind] : words.bytesTaken;
  return tell(formatBytes(bytes));
}
