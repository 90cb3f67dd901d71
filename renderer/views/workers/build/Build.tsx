import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAction, useRoute } from '../../../engine/index.ts';
import { IconPlayerStop } from '../../../icons/index.ts';
import { taskShare } from '../../../importing/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import {
  Ago,
  Elapsed,
  ErrorNote,
  notifyError,
  ProgressBar,
  StateBadge,
  taskTones,
} from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { BuildProblemNote } from '../BuildProblemNote.tsx';
import styles from './Build.module.css';
import { stepOfInterest } from './buildDocument.ts';
import { BuildOutput } from './BuildOutput.tsx';
import { BuildSteps } from './BuildSteps.tsx';
import { useBuild } from './useBuild.ts';

interface BuildProps {
  /** What is built, for people. */
  of: string;
  task: string;
}

/** A build, step by step, with what the step of interest or a chosen one printed. */
export function Build({ of, task: id }: BuildProps) {
  const application = useApplicationId();
  const words = texts.workers;
  const task = useRoute('tasks.get', { application, task: id }).data;
  const { build, error } = useBuild(application, id);
  const cancel = useAction('tasks.cancel', notifyError);
  const [chosen, setChosen] = useState<number | null>(null);
  const step = chosen ?? stepOfInterest(build.steps);
  const isRunning = task?.state === 'running';

  return (
    <div className={styles.build}>
      <div className={styles.head}>
        {task !== undefined && (
          <>
            <StateBadge tone={taskTones[task.state]} label={words.buildStates[task.state]} />
            <span className={styles.facts}>
              <Ago at={task.createdAt} />, <Elapsed from={task.createdAt} to={task.finishedAt} />
            </span>
          </>
        )}
        {isRunning && (
          <span className={styles.bar}>
            <ProgressBar label={words.buildTitle(of)} share={task.total === 0 ? null : taskShare(task)} />
          </span>
        )}
        {isRunning && (
          <span className={styles.actions}>
            <Button
              variant="default"
              leftSection={<IconPlayerStop size={15} aria-hidden />}
              loading={cancel.isPending}
              onClick={() => cancel.mutate({ application, task: id })}
            >
              {words.stopBuild}
            </Button>
          </span>
        )}
      </div>
      {build.problem !== null && <BuildProblemNote problem={build.problem} />}
      {build.problem === null && task?.problem != null && <ErrorNote error={{ message: task.problem }} />}
      {error !== null && <ErrorNote error={error} />}
      <div className={styles.panes}>
        <BuildSteps steps={build.steps} current={step} onChoose={setChosen} />
        <BuildOutput build={build} step={step} live={isRunning && chosen === null} />
      </div>
    </div>
  );
}
