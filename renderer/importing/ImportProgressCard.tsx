import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '../icons/index.ts';
import { useEffect } from 'react';
import { Link } from 'wouter';
import type { Task } from '../../contract/index.ts';
import { useAction } from '../engine/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { announce, notifyError, ProgressBar } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './ImportProgressCard.module.css';
import { progressInWords } from './progressInWords.ts';
import { resultInWords } from './resultInWords.ts';
import { taskShare } from './taskShare.ts';

/** An import at work, in few words: shown in every view. */
export function ImportProgressCard({ task }: { task: Task }) {
  const application = useApplicationId();
  const cancel = useAction('tasks.cancel', notifyError);
  const share = taskShare(task);
  const label = texts.imports.progressLabel(task.kind, task.title);
  useProgressAnnouncement(label, share);

  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <Link href={paths.importTask(application, task.id)} className={styles.title}>
          {texts.imports.running(task.kind, task.title)}
        </Link>
        <Tooltip label={texts.imports.stop(task.kind)}>
          <ActionIcon
            size={22}
            aria-label={texts.imports.stop(task.kind)}
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ application, task: task.id })}
          >
            <IconX size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      <ProgressBar label={label} share={share} />
      <div className={styles.numbers}>{task.problem ?? progressInWords(task)}</div>
      {task.done > 0 && <div className={styles.numbers}>{resultInWords(task)}</div>}
    </div>
  );
}

/** Told at every quarter, not at every file. */
function useProgressAnnouncement(label: string, share: number | null): void {
  const quarter = share === null ? 0 : Math.floor(share * 4);
  useEffect(() => {
    announce(`${label}: ${quarter * 25} %`);
  }, [label, quarter]);
}
