import { ActionIcon, Tooltip } from '@mantine/core';
import { Link } from 'wouter';
import { useAction, useRoute } from '../../engine/index.ts';
import { taskShare } from '../../importing/index.ts';
import { IconX } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { notifyError, ProgressBar } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './BuildProgress.module.css';

/** How far the build of a worker is. */
export function BuildProgress({ worker, task: id }: { worker: string; task: string }) {
  const application = useApplicationId();
  const words = texts.workers;
  const task = useRoute('tasks.get', { application, task: id }).data;
  const cancel = useAction('tasks.cancel', notifyError);
  const total = task?.total ?? null;
  return (
    <div className={styles.progress}>
      <ProgressBar
        label={words.buildTitle(worker)}
        share={task === undefined || task.total === 0 ? null : taskShare(task)}
      />
      <Link href={paths.worker(application, worker, 'build')} className={styles.link}>
        {task === undefined || total === null || total === 0
          ? words.preparing
          : words.stepProgress(task.done, total)}
      </Link>
      <Tooltip label={words.stopBuild}>
        <ActionIcon
          size={24}
          aria-label={`${words.stopBuild}: ${worker}`}
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ application, task: id })}
        >
          <IconX size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
