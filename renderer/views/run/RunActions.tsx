import { Button } from '@mantine/core';
import { IconFolderOpen, IconRefresh } from '../../icons/index.ts';
import { useLocation } from 'wouter';
import type { RunDetail } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { useReveal } from '../../files/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { notifyDone, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { RunControl } from './RunControl.tsx';

/** What can be done with a whole run. */
export function RunActions({ run }: { run: RunDetail }) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const reveal = useReveal();
  const reprocess = useAction('arrivals.reprocess', notifyError);
  const { level, key } = run;

  return (
    <>
      <RunControl run={run} />
      <Button
        variant="default"
        leftSection={<IconFolderOpen size={15} aria-hidden />}
        onClick={() => reveal(run.id, '')}
      >
        {texts.run.showFolder}
      </Button>
      <Button
        variant="default"
        leftSection={<IconRefresh size={15} aria-hidden />}
        loading={reprocess.isPending}
        onClick={() =>
          reprocess.mutate(
            { application, level, key },
            {
              onSuccess: () => {
                notifyDone(texts.run.processAgainStarted);
                navigate(paths.overview(application));
              },
            },
          )
        }
      >
        {texts.run.processAgain}
      </Button>
    </>
  );
}
