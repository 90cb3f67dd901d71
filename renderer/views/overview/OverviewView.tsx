import { useRoute } from '../../engine/index.ts';
import { LifeMenu } from '../../life/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ActiveRuns } from './ActiveRuns.tsx';
import { Arrivals } from './Arrivals.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { Hints } from './Hints.tsx';
import { PutAside } from './PutAside.tsx';
import { RecentRuns } from './RecentRuns.tsx';
import { Totals } from './Totals.tsx';

/** What goes on in the application right now. */
export function OverviewView() {
  const application = useApplicationId();
  const detail = useRoute('applications.get', { application });
  const arrivals = useRoute('arrivals.list', { application });

  return (
    <Page title={texts.overview.title} actions={<LifeMenu />}>
      <Answer query={detail}>
        {({ counts, options, runtime }) =>
          counts.instances === 0 && counts.runs === 0 && (arrivals.data?.length ?? 0) === 0 ? (
            <>
              <Hints runtime={runtime} kind={options.runtime} />
              <FirstSteps hasServices={counts.services > 0} />
            </>
          ) : (
            <>
              <Hints runtime={runtime} kind={options.runtime} withoutServices={counts.services === 0} />
              <Totals counts={counts} />
              <Arrivals query={arrivals} afterMaximumWait={options.completeness.afterMaximumWait} />
              <PutAside />
              <ActiveRuns />
              <RecentRuns />
            </>
          )
        }
      </Answer>
    </Page>
  );
}
