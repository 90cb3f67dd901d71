import type { RouteOutput, RunState } from '../../../contract/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { formatDateTime } from '../../format/index.ts';
import { DataTable, runTones, Section, StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './StudyRuns.module.css';

const isRunState = (state: string): state is RunState => Object.hasOwn(runTones, state);

/** The runs that processed a study, newest first. */
export function StudyRuns({ runs }: { runs: RouteOutput<'studies.get'>['runs'] }) {
  const application = useApplicationId();
  const words = texts.studies;
  return (
    <Section title={words.runsTitle}>
      {runs.length === 0 ? (
        <p className={styles.nothing}>{words.noRuns}</p>
      ) : (
        <DataTable
          label={words.runsTitle}
          rows={runs}
          rowId={(run) => run.id}
          href={(run) => paths.run(application, run.id)}
          columns={[
            { id: 'run', header: words.columnRunCreated, cell: (run) => formatDateTime(run.createdAt) },
            {
              id: 'state',
              header: words.columnRunState,
              cell: ({ state }) =>
                isRunState(state) ? (
                  <StateBadge tone={runTones[state]} label={texts.common.runStates[state]} plain />
                ) : (
                  state
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}
