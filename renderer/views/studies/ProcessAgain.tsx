import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconRefresh } from '../../icons/index.ts';
import { useLocation } from 'wouter';
import type { StudySummary } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { notifyDone, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** Has a study, or all of its patient, processed once more. */
export function ProcessAgain({ study }: { study: Pick<StudySummary, 'id' | 'patient'> }) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const reprocess = useAction('arrivals.reprocess', notifyError);

  function start(level: 'patient' | 'study', key: string) {
    reprocess.mutate(
      { application, level, key },
      {
        onSuccess: () => {
          notifyDone(texts.studies.processAgainStarted);
          navigate(paths.overview(application));
        },
      },
    );
  }

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={reprocess.isPending}
          leftSection={<IconRefresh size={15} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {texts.studies.processAgain}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => start('study', study.id)}>{texts.studies.processStudy}</Menu.Item>
        <Menu.Item onClick={() => start('patient', study.patient)}>{texts.studies.processPatient}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
