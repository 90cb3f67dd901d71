import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CheckedWorker, RouteInput } from '../../../contract/index.ts';
import { useRoutes } from '../../engine/index.ts';
import { Answer, Findings } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { CheckedBase } from '../../views/workers/index.ts';
import styles from './Worker.module.css';

/** Looks into the base image, which may have to be pulled: only when somebody wants to know. */
export function LookIntoBase({ input }: { input: RouteInput<'workers.preview'> }) {
  const words = texts.workerWizard.base;
  const [isAsked, setAsked] = useState(false);
  const [look] = useRoutes(
    'workers.preview',
    isAsked ? [{ subject: 'base', input: { ...input, probe: true } }] : [],
  );
  if (look === undefined)
    return (
      <div className={styles.look}>
        <Button variant="default" onClick={() => setAsked(true)}>
          {words.look}
        </Button>
        <span className={styles.note}>{words.lookHelp}</span>
      </div>
    );
  return (
    <Answer query={look} waiting={<output className={styles.note}>{texts.workers.checking}</output>}>
      {({ workers, findings }) => (
        <>
          {findings.length > 0 && <Findings findings={findings} />}
          {workers.map((worker) => (
            <Looked key={worker.name} worker={worker} />
          ))}
        </>
      )}
    </Answer>
  );
}

/** What the base image has, and which Python each environment gets. */
function Looked({ worker: { base, environments } }: { worker: CheckedWorker }) {
  const words = texts.workerWizard.base;
  return (
    <div>
      {base !== null && <CheckedBase base={base} />}
      {environments.map(({ name, python }) => (
        <p key={name} className={styles.note}>
          {words.gets(name)} {python}
        </p>
      ))}
    </div>
  );
}
