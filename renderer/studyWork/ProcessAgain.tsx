import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { toEngineError } from '../../contract/index.ts';
import type { Chosen } from '../../contract/index.ts';
import { useEngine } from '../engine/index.ts';
import { IconChevronDown, IconRefresh } from '../icons/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { notifyDone, notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';

type Target = { level: 'patient' | 'study' | 'series'; key: string };

interface ProcessAgainProps {
  chosen: Chosen;
  /** Offered beside a single study. */
  patient: string | undefined;
  size: 'xs' | 'sm';
}

/** Has what is chosen processed once more, each by itself; a single study with all of its patient where that is wanted. */
export function ProcessAgain({ chosen, patient, size }: ProcessAgainProps) {
  const application = useApplicationId();
  const engine = useEngine();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  /** What a start that failed on the way had begun already: trying again goes on behind it. */
  const [begun, setBegun] = useState({ of: '', count: 0 });
  const words = texts.studyWork;
  const targets: Target[] = [
    ...chosen.patients.map((key) => ({ level: 'patient' as const, key })),
    ...chosen.studies.map((key) => ({ level: 'study' as const, key })),
    ...chosen.series.map((key) => ({ level: 'series' as const, key })),
  ];

  async function start(wanted: Target[]) {
    const of = JSON.stringify(wanted);
    let count = begun.of === of ? begun.count : 0;
    setBusy(true);
    try {
      for (const target of wanted.slice(count)) {
        await engine.request('arrivals.reprocess', { application, ...target });
        count += 1;
      }
      notifyDone(texts.studies.processAgainStarted);
      navigate(paths.overview(application));
    } catch (thrown) {
      const error = toEngineError(thrown);
      setBegun({ of, count });
      const some = count === 0 ? '' : `${words.someBegun(count, wanted.length)} `;
      notifyError({ message: `${some}${error.message}`, advice: error.advice });
      setBusy(false);
    }
  }
  const button = {
    variant: 'default',
    size,
    loading: busy,
    leftSection: <IconRefresh size={15} aria-hidden />,
  };
  if (patient === undefined) {
    return (
      <Button {...button} onClick={() => void start(targets)}>
        {words.processAgain}
      </Button>
    );
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button {...button} rightSection={<IconChevronDown size={14} aria-hidden />}>
          {words.processAgain}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void start(targets)}>{texts.studies.processStudy}</Menu.Item>
        <Menu.Item onClick={() => void start([{ level: 'patient', key: patient }])}>
          {texts.studies.processPatient}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
