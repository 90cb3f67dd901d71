import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { Link } from 'wouter';
import type { Task } from '../../../contract/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { formatBytes } from '../../format/index.ts';
import { LinkBanner } from '../../frame/index.ts';
import { progressInWords, taskShare } from '../../importing/index.ts';
import { paths, useDocumentTitle } from '../../navigation/index.ts';
import {
  announce,
  Answer,
  ErrorNote,
  notifyError,
  ProgressBar,
  StateBadge,
  taskTones,
} from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { CopyOutcome } from './CopyOutcome.tsx';
import styles from './GeneralTaskView.module.css';
import { LegacyOutcome } from './LegacyOutcome.tsx';

/** Long work of the engine itself: how far it is, and what came of it. */
export function GeneralTaskView({ task: id }: { task: string }) {
  const task = useRoute('tasks.get', { application: null, task: id });
  const words = texts.generalTask;
  useDocumentTitle(task.data === undefined ? words.title : words.titles[task.data.kind]);
  return (
    <div className={styles.window}>
      <LinkBanner />
      <main className={styles.place}>
        <div className={styles.card}>
          <Answer query={task}>{(data) => <Work task={data} />}</Answer>
          <div className={styles.actions}>
            <Button component={Link} href={paths.home()} variant="default" size="sm">
              {words.home}
            </Button>
          </div>
        </div>
      </main>
    </div>
  );
}

function Work({ task }: { task: Task }) {
  const words = texts.generalTask;
  const { kind, state } = task;
  useEffect(() => {
    if (state !== 'running') announce(`${words.titles[kind]}: ${texts.common.taskStates[state]}`);
  }, [kind, state, words]);
  return (
    <>
      <div className={styles.head}>
        <h1 className={styles.title}>{words.titles[kind]}</h1>
        <StateBadge tone={taskTones[state]} label={texts.common.taskStates[state]} />
      </div>
      <p className={styles.what}>{task.title}</p>
      {state === 'running' && <Progress task={task} />}
      {state === 'failed' && <ErrorNote error={{ message: task.problem ?? words.failed }} />}
      {state === 'cancelled' && <p className={styles.what}>{words.cancelled}</p>}
      {state === 'succeeded' &&
        (kind === 'legacy' ? <LegacyOutcome task={task.id} /> : <CopyOutcome task={task.id} />)}
    </>
  );
}

function Progress({ task }: { task: Task }) {
  const cancel = useAction('tasks.cancel', notifyError);
  const words = texts.generalTask;
  return (
    <>
      <ProgressBar label={words.titles[task.kind]} share={taskShare(task)} />
      <p className={styles.what}>
        {progressInWords(task)}
        {task.bytes > 0 && ` · ${formatBytes(task.bytes)}`}
      </p>
      <div className={styles.actions}>
        <Button
          variant="default"
          size="sm"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ application: null, task: task.id })}
        >
          {words.cancel}
        </Button>
        <span className={styles.what}>{words.goesOn}</span>
      </div>
    </>
  );
}
