import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { useRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { Answer, DataTable, EmptyNote, ListSkeleton, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { runColumns } from '../../runRows/index.ts';

const shown = 8;

/** The runs that ended last. */
export function RecentRuns() {
  const application = useApplicationId();
  // Active ones stand above: enough is read to fill the list without them.
  const runs = useRoute('runs.list', { application, limit: shown * 3 });
  return (
    <Section
      title={texts.overview.recent}
      actions={
        <Anchor component={Link} href={paths.runs(application)} size="sm">
          {texts.overview.allRuns}
        </Anchor>
      }
    >
      <Answer query={runs} waiting={<ListSkeleton rows={4} />}>
        {({ rows }) => {
          const ended = rows.filter(({ state }) => state !== 'active').slice(0, shown);
          if (ended.length === 0) {
            return (
              <EmptyNote title={texts.overview.nothingRecent} text={texts.overview.nothingRecentText}>
                <WayTo href={paths.flow(application)} label={texts.nextSteps.flow} />
              </EmptyNote>
            );
          }
          return (
            <DataTable
              label={texts.overview.recent}
              rows={ended}
              columns={[
                runColumns.run,
                runColumns.patient,
                runColumns.jobs,
                runColumns.state,
                runColumns.created,
                runColumns.duration,
              ]}
              rowId={(run) => run.id}
              href={(run) => paths.run(application, run.id)}
            />
          );
        }}
      </Answer>
    </Section>
  );
}
