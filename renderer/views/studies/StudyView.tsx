import { useRoute } from '../../engine/index.ts';
import { formatPersonName } from '../../format/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, Page, Trail } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { OtherPatients } from './OtherPatients.tsx';
import { ProcessAgain } from './ProcessAgain.tsx';
import { SendTo } from './SendTo.tsx';
import { SeriesTable } from './SeriesTable.tsx';
import { StudyFacts } from './StudyFacts.tsx';
import { StudyRuns } from './StudyRuns.tsx';
import { WhyNot } from './WhyNot.tsx';

/** One study: its series, and the runs that processed it. */
export function StudyView({ study }: { study: string }) {
  const application = useApplicationId();
  const query = useRoute('studies.get', { application, study });
  const { data } = query;

  return (
    <Page
      title={titleOf(data)}
      windowTitle={texts.studies.pageTitle}
      trail={<Trail href={paths.studies(application)} label={texts.studies.breadcrumb} />}
      description={data?.StudyDescription}
      actions={
        data && (
          <>
            <SendTo study={data.id} />
            <ProcessAgain study={data} />
          </>
        )
      }
    >
      <Answer query={query}>
        {(detail) => (
          <>
            {detail.otherPatientIDs.length > 0 && <OtherPatients ids={detail.otherPatientIDs} />}
            <StudyFacts study={detail} />
            <StudyRuns runs={detail.runs} />
            <SeriesTable series={detail.series} />
            <WhyNot study={detail.id} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function titleOf(data: { PatientName: string; PatientID: string } | undefined): string {
  if (data === undefined) return texts.studies.pageTitle;
  return formatPersonName(data.PatientName) || data.PatientID || texts.common.noName;
}
