import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { EnvironmentLock, ProvenanceCard } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { paths } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { Answer, CopyButton, EmptyNote, JsonTree, KeyValues, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { AgainPart } from './AgainPart.tsx';
import { OpenPart } from './OpenPart.tsx';
import { SaveCard } from './SaveCard.tsx';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

/** What its result comes from, and how it can be had again. */
export function ProvenanceTab({ job }: { job: JobRun }) {
  const { application } = job;
  const [attempt, setAttempt] = useState<number>();
  const card = useRoute('provenance.get', { application, jobRun: job.id, attempt });
  if (job.finishedAt === null || job.attempts === 0) {
    return (
      <EmptyNote title={texts.research.notYet} text={texts.research.notYetText}>
        <WayTo
          href={paths.jobRun(job.application, job.run, job.id, 'summary')}
          label={texts.nextSteps.summary}
        />
      </EmptyNote>
    );
  }
  return (
    <>
      <OpenPart job={job} />
      <Answer query={card}>
        {(data) => (
          <>
            <AttemptChoice card={data} choose={setAttempt} />
            <Card card={data} />
            <AgainPart key={data.attempt} job={job} attempt={data.attempt} />
            <Packages lock={data.environment.lock} />
          </>
        )}
      </Answer>
    </>
  );
}

/** Where a person wanted another attempt, what came of the ones before is kept, and so are their cards. */
function AttemptChoice({ card, choose }: { card: ProvenanceCard; choose(attempt: number): void }) {
  if (card.cards.length < 2) return null;
  const words = texts.research;
  return (
    <SegmentedControl
      aria-label={words.ofAttempt}
      data={card.cards.map((number) => ({ value: String(number), label: words.attempt(number) }))}
      value={String(card.attempt)}
      onChange={(value) => choose(Number(value))}
    />
  );
}

function Card({ card }: { card: ProvenanceCard }) {
  const words = texts.research;
  const { code, environment, input } = card;
  const { lock } = environment;
  const edited =
    code.version !== null && code.plannedVersion !== null && code.version !== code.plannedVersion;
  return (
    <>
      <Section
        title={words.provenance}
        actions={
          <>
            <SaveCard card={card} />
            <CopyButton text={() => JSON.stringify(card, null, 2)} label={words.copyCard} />
          </>
        }
      >
        <KeyValues
          pairs={[
            [words.code, <Code key="worker" text={code.worker} />],
            [words.version, <Code key="version" text={code.version ?? words.versionUnknown} />],
            ...known(words.number, code.number),
            ...known(words.origin, code.origin),
            [words.environment, `${environment.name} (${environment.runtime})`],
            ...(lock === null
              ? []
              : ([
                  [
                    words.python,
                    `${lock.implementation} ${lock.python}, ${words.packages(lock.packages.length)}`,
                  ],
                ] satisfies [string, string][])),
            [words.machine, `${card.machine}${lock === null ? '' : `, ${lock.platform}`}`],
            [words.product, card.productVersion],
            [words.input, words.images(input.instanceCount, input.series.length)],
            [words.inputHash, <Code key="input" text={input.hash ?? words.versionUnknown} />],
          ]}
        />
        {edited && <p className={styles.note}>{words.edited}</p>}
        {card.problems.map((problem) => (
          <p key={problem} className={styles.note}>
            {problem}
          </p>
        ))}
      </Section>
      <Section title={words.injected}>
        <JsonTree value={card.injected} label={words.injected} />
      </Section>
    </>
  );
}

/** Long: it comes last. */
function Packages({ lock }: { lock: EnvironmentLock | null }) {
  const words = texts.research;
  if (lock === null || lock.packages.length === 0) return null;
  return (
    <Section title={words.packagesTitle}>
      <JsonTree
        value={Object.fromEntries(lock.packages.map((one) => [one.name, one.version]))}
        label={words.packagesTitle}
      />
    </Section>
  );
}

function known(label: string, value: string | number | null): [string, ReactNode][] {
  return value === null ? [] : [[label, <Code key={label} text={String(value)} />]];
}

function Code({ text }: { text: string }) {
  return <span className={styles.code}>{text}</span>;
}
