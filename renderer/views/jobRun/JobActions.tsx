import { Menu } from '@mantine/core';
import { useState } from 'react';
import { ActionButton, useControl } from '../../control/index.ts';
import { IconBan, IconChevronDown, IconRotateClockwise } from '../../icons/index.ts';
import { isTerminal } from '../../jobs/index.ts';
import { Confirm } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './JobActions.module.css';
import type { JobRun } from './types.ts';

/** Cancels a job run, or has it tried again. */
export function JobActions({ job }: { job: JobRun }) {
  const words = texts.control;
  const { cancel, requeue, isPending } = useControl();
  const [asked, setAsked] = useState<'cancel' | 'below' | null>(null);
  const choice = { jobRuns: [job.id] };
  const close = () => setAsked(null);
  const againstRequeue = reasonAgainstRequeue(job);
  const requeueButton = (
    <ActionButton
      size="xs"
      against={againstRequeue}
      leftSection={<IconRotateClockwise size={14} aria-hidden />}
      rightSection={<IconChevronDown size={13} aria-hidden />}
    >
      {words.requeue}
    </ActionButton>
  );

  return (
    <div className={styles.actions}>
      <ActionButton
        size="xs"
        against={reasonAgainstCancel(job)}
        leftSection={<IconBan size={14} aria-hidden />}
        onClick={() => setAsked('cancel')}
      >
        {words.cancelJob}
      </ActionButton>
      {againstRequeue !== null ? (
        requeueButton
      ) : (
        <Menu position="bottom-start">
          <Menu.Target>{requeueButton}</Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => requeue(choice)}>{words.requeueOne}</Menu.Item>
            <Menu.Item onClick={() => setAsked('below')}>{words.requeueDown}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <Confirm
        opened={asked === 'cancel'}
        title={words.cancelJobTitle(job.jobName)}
        text={job.state === 'running' ? words.cancelJobText : words.cancelWaitingText}
        action={words.cancelJobConfirm}
        back={words.goBack}
        busy={isPending}
        onClose={close}
        onConfirm={() => cancel(choice, close)}
      />
      <Confirm
        opened={asked === 'below'}
        title={words.requeueTitle(job.jobName)}
        text={words.requeueText}
        action={words.requeueConfirm}
        busy={isPending}
        onClose={close}
        onConfirm={() => requeue(choice, { below: true, onDone: close })}
      />
    </div>
  );
}

function reasonAgainstCancel({ state, reason }: JobRun): string | null {
  if (isTerminal(state)) return texts.control.jobHasEnded;
  return state === 'running' && reason?.code === 'cancelled' ? texts.control.jobIsEnding : null;
}

function reasonAgainstRequeue({ state, reason, waiting }: JobRun): string | null {
  // One that pauses before its next attempt can be begun now.
  if (waiting?.code === 'retry') return null;
  if (!isTerminal(state)) return texts.control.jobHasNotEnded;
  if (state === 'skipped' && reason?.code !== 'dependency-failed') return texts.control.jobLeftOut;
  return null;
}
