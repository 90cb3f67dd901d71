import type { Trigger, TriedService } from '../../../contract/index.ts';
import { formatCount } from '../../format/index.ts';
import { IconCheck, IconX } from '../../icons/index.ts';
import { CodeBlock, DataTable, Findings, StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { conditionAt } from '../trigger/index.ts';
import styles from './ServiceWizard.module.css';

const tones = { accepted: 'succeeded', declined: 'skipped', failed: 'failed' } as const;

interface TriedAnswerProps {
  tried: TriedService;
  /** The conditions that it was tried with. */
  trigger: Trigger;
}

/** What a callback answered, and how each series stood to the conditions. */
export function TriedAnswer({ tried, trigger }: TriedAnswerProps) {
  const words = texts.serviceWizard.try;
  const holding = tried.series.filter(({ holds }) => holds).length;
  return (
    <>
      {tried.jobs.map((job) => (
        <Answered key={`${job.jobName} ${job.entity?.key ?? ''}`} job={job} />
      ))}
      {tried.findings.length > 0 && <Findings findings={tried.findings} />}
      {tried.series.length > 0 && (
        <>
          <p className={styles.note}>{words.series(holding, tried.series.length)}</p>
          <DataTable
            label={words.seriesLabel}
            rows={tried.series}
            rowId={({ id }) => id}
            columns={[
              {
                id: 'series',
                header: words.columnSeries,
                cell: (one) =>
                  [one.Modality, one.SeriesNumber, one.SeriesDescription]
                    .filter((part) => part !== '')
                    .join(' '),
              },
              {
                id: 'images',
                header: words.columnImages,
                end: true,
                width: '70px',
                cell: ({ imageCount }) => formatCount(imageCount),
              },
              {
                id: 'holds',
                header: words.columnHolds,
                width: '76px',
                cell: ({ holds }) => (
                  <span className={styles.mark} data-holds={holds || undefined}>
                    <Mark holds={holds} /> {holds ? words.holds : words.fails}
                  </span>
                ),
              },
              {
                id: 'why',
                header: words.columnWhy,
                cell: ({ conditions }) => <Conditions conditions={conditions} trigger={trigger} />,
              },
            ]}
          />
        </>
      )}
    </>
  );
}

function Answered({ job }: { job: TriedService['jobs'][number] }) {
  const words = texts.serviceWizard.try;
  const { answer, entity } = job;
  if (answer === null) return <p className={styles.note}>{words.noAnswer}</p>;
  const said = { accepted: words.wanted, declined: words.declined, failed: words.failed }[answer.kind];
  return (
    <div>
      <div className={styles.head}>
        <StateBadge tone={tones[answer.kind]} label={said} />
        {entity !== null && <span>{entity.text}</span>}
        {answer.message !== null && <span className={styles.note}>{answer.message}</span>}
      </div>
      {answer.output !== '' && <CodeBlock text={answer.output} label={words.printed} />}
      {answer.traceback !== null && <CodeBlock text={answer.traceback} label={words.traceback} />}
    </div>
  );
}

interface ConditionsProps {
  conditions: TriedService['series'][number]['conditions'];
  trigger: Trigger;
}

function Conditions({ conditions, trigger }: ConditionsProps) {
  const words = texts.serviceWizard.try;
  if (conditions.length === 0) return words.noConditions;
  return (
    <ul className={styles.conditions}>
      {conditions.map(({ place, holds }) => (
        <li key={place.join('.')} className={styles.mark} data-holds={holds || undefined}>
          <Mark holds={holds} />
          <span>
            {conditionAt(trigger, place)}
            <span className="unseen">: {holds ? words.holds : words.fails}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The shape of yes and no; the words stand beside it. */
function Mark({ holds }: { holds: boolean }) {
  const Shape = holds ? IconCheck : IconX;
  return <Shape size={14} aria-hidden />;
}
