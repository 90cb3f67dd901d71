import { useLocation } from 'wouter';
import { useRoute } from '../../engine/index.ts';
import { formatPersonName } from '../../format/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, Note, Page, Trail } from '../../parts/index.ts';
import { ProcessedPanel, StudyActions } from '../../studyWork/index.ts';
import { texts } from '../../texts/index.ts';
import { OtherPatients } from './OtherPatients.tsx';
import { SeriesTable } from './SeriesTable.tsx';
import { StudyFacts } from './StudyFacts.tsx';
import { WhyNot } from './WhyNot.tsx';

/** One study: its series, and the runs that processed it. */
export function StudyView({ study }: { study: string }) {
  const application = useApplicationId();
  const query = useRoute('studies.get', { application, study });
  const { data } = query;
  const [, navigate] = useLocation();

  return (
    <Page
      title={titleOf(data)}
      windowTitle={texts.studies.pageTitle}
      trail={<Trail href={paths.studies(application)} label={texts.studies.breadcrumb} />}
      description={data?.StudyDescription}
      actions={
        data && (
          <>
            <StudyActions
              chosen={{ patients: [], studies: [data.id], series: [] }}
              patient={data.patient}
              onGone={() => navigate(paths.studies(application))}
            />
          </>
        )
      }
    >
      <Answer query={query}>
        {(detail) => (
          <>
            {detail.otherPatientIDs.length > 0 && <OtherPatients ids={detail.otherPatientIDs} />}
            <StudyFacts study={detail} />
            {detail.instanceCount === 0 && <Note>{texts.studies.deleted}</Note>}
            <ProcessedPanel study={detail.id} />
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
