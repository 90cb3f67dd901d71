import { ActionIcon, Tooltip } from '@mantine/core';
import { useHotkeys, useLocalStorage } from '@mantine/hooks';
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2, IconX } from '../../icons/index.ts';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, ListSkeleton } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { JobRunHead } from './JobRunHead.tsx';
import styles from './JobRunPanel.module.css';
import { JobRunTabs } from './JobRunTabs.tsx';

/** Pause between two looks at why a job waits, in milliseconds. */
const lookEvery = 3000;

interface JobRunPanelProps {
  run: string;
  jobRun: string;
  tab: string | null;
}

/** Everything about one job run, beside the jobs of its run. */
export function JobRunPanel({ run, jobRun, tab }: JobRunPanelProps) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const query = useRoute('job_runs.get', { application, jobRun });
  const [wide, setWide] = useLocalStorage({
    key: 'dcm-processor.job-panel-wide',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const panel = useRef<HTMLElement>(null);
  const name = query.data?.jobName ?? '';

  // Its place in the queue changes by what becomes of others, which no event about it tells.
  const isWaiting = query.data !== undefined && query.data.waiting !== null;
  const { refetch } = query;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => void refetch(), lookEvery);
    return () => clearInterval(timer);
  }, [isWaiting, refetch]);

  // Opening it is answered by being there; closing it leads back to where one came from.
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
  }, []);

  function close() {
    navigate(paths.run(application, run));
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>(`[data-node="${CSS.escape(jobRun)}"]`)?.focus();
    });
  }
  useHotkeys([['Escape', close]]);

  const Size = wide ? IconArrowsDiagonalMinimize2 : IconArrowsDiagonal;
  const sizeLabel = wide ? texts.jobRun.narrow : texts.jobRun.widen;
  return (
    <section
      ref={panel}
      className={styles.panel}
      data-wide={wide || undefined}
      aria-label={texts.jobRun.panelLabel(name)}
      tabIndex={-1}
    >
      <div className={styles.tools}>
        <Tooltip label={sizeLabel}>
          <ActionIcon aria-label={sizeLabel} onClick={() => setWide(!wide)}>
            <Size size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={texts.jobRun.close}>
          <ActionIcon aria-label={texts.jobRun.close} onClick={close}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <Answer
        query={query}
        waiting={
          <div className={styles.waiting}>
            <ListSkeleton rows={5} />
          </div>
        }
      >
        {(job) => (
          <>
            <JobRunHead job={job} />
            <JobRunTabs job={job} tab={tab} />
          </>
        )}
      </Answer>
    </section>
  );
}
