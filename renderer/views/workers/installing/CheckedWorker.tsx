import { useId } from 'react';
import type { CheckedWorker as Checked } from '../../../../contract/index.ts';
import { CodeBlock } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { EnvironmentTable } from '../EnvironmentTable.tsx';
import { CheckedBase } from './CheckedBase.tsx';
import styles from './Checked.module.css';

/** One worker of a folder as it would be: its environments, and the Dockerfile that would be built. */
export function CheckedWorker({ worker }: { worker: Checked }) {
  const words = texts.workers;
  const title = useId();
  const { settings, dockerfile, base } = worker;
  return (
    <section className={styles.worker} aria-labelledby={title}>
      <h3 className={styles.name} id={title}>
        {worker.name}
      </h3>
      {settings.description !== '' && <p className={styles.note}>{settings.description}</p>}
      {base !== null && <CheckedBase base={base} />}
      <EnvironmentTable label={words.environmentsOf(worker.name)} environments={worker.environments} />
      {settings.image === null ? (
        <>
          <h4 className={styles.dockerfile}>
            {words.dockerfile} <span>{words.dockerfileHelp}</span>
          </h4>
          {dockerfile === null ? (
            <p className={styles.note}>{words.noDockerfile}</p>
          ) : (
            <CodeBlock text={dockerfile} label={words.dockerfileOf(worker.name)} />
          )}
        </>
      ) : (
        <p className={styles.note}>{words.prebuilt(settings.image)}</p>
      )}
    </section>
  );
}
