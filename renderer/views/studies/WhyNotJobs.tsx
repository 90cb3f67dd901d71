import type { ExplainedJob } from '../../../contract/index.ts';
import { jobTitle } from '../../jobs/index.ts';
import { CodeBlock, DataTable, ReasonList, StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

const tones = { runs: 'succeeded', declined: 'skipped', skipped: 'warning' } as const;

/** What would become of each job, and which rule decided. */
export function WhyNotJobs({ jobs }: { jobs: ExplainedJob[] }) {
  const words = texts.explain;
  return (
    <DataTable
      label={words.jobsTitle}
      rows={jobs.map((job, place) => ({ ...job, place }))}
      rowId={({ place }) => String(place)}
      columns={[
        { id: 'job', header: words.columnJob, cell: jobTitle },
        {
          id: 'outcome',
          header: words.columnOutcome,
          cell: ({ outcome }) => <StateBadge tone={tones[outcome]} label={words.outcomes[outcome]} plain />,
        },
        {
          id: 'why',
          header: words.columnWhy,
          cell: ({ reason }) => (reason === null ? '' : <ReasonList reasons={[reason]} />),
        },
        {
          id: 'waitsFor',
          header: words.columnWaitsFor,
          cell: ({ waitsFor }) => [...new Set(waitsFor.map(({ jobName }) => jobName))].join(', '),
        },
        {
          id: 'service',
          header: words.columnService,
          cell: ({ service, group }) => service ?? texts.run.groups[group],
        },
        {
          id: 'said',
          header: words.columnSaid,
          cell: ({ answer }) => <Said output={answer?.output ?? ''} />,
        },
      ]}
    />
  );
}

function Said({ output }: { output: string }) {
  if (output === '') return null;
  return (
    <details>
      <summary>{texts.explain.said}</summary>
      <CodeBlock text={output} label={texts.explain.said} />
    </details>
  );
}
