import { CodeBlock, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './CommandsPart.module.css';
import { commandsFor } from './commandsFor.ts';
import type { JobRun } from './types.ts';

/** What shows this job run in a terminal, or runs it again: to be copied. */
export function CommandsPart({ job }: { job: JobRun }) {
  const words = texts.jobRun.commands;
  return (
    <Section title={words.title}>
      <dl className={styles.commands}>
        {commandsFor(job).map(({ what, command }) => (
          <div key={what}>
            <dt>{words[what]}</dt>
            <dd>
              <CodeBlock text={command} label={words[what]} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
