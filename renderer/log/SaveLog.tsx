import { ActionIcon, Tooltip } from '@mantine/core';
import { useAction, useEngine } from '../engine/index.ts';
import { IconDownload } from '../icons/index.ts';
import { notifyDone, notifyError, notifyFailure } from '../parts/index.ts';
import { texts } from '../texts/index.ts';

interface SaveLogProps {
  application: string;
  jobRun: string;
  attempt: number;
}

/** Saves the whole log of an attempt, also what the window does not keep. */
export function SaveLog({ application, jobRun, attempt }: SaveLogProps) {
  const engine = useEngine();
  const words = texts.jobRun.log;
  const save = useAction('job_runs.save_log', notifyError);
  async function start() {
    try {
      const { path: file } = await engine.shell('shell.choose_target', { name: `job-${attempt}.log` });
      if (file === null) return;
      // The system's dialog has asked before it gives the name of a file that is there.
      save.mutate(
        { application, jobRun, attempt, file, replace: true },
        { onSuccess: () => notifyDone(words.savedLog(file)) },
      );
    } catch (error) {
      notifyFailure(error);
    }
  }
  return (
    <Tooltip label={words.save}>
      <ActionIcon aria-label={words.save} loading={save.isPending} onClick={() => void start()}>
        <IconDownload size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
