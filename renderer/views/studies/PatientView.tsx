import { useLocation } from 'wouter';
import { usePagedRoute, useRoute } from '../../engine/index.ts';
import { formatBytes, formatDicomDate, formatPersonName } from '../../format/index.ts';
import { IconStack2 } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { EmptyNote, ErrorNote, Page, Trail, VirtualTable } from '../../parts/index.ts';
import { StudyActions } from '../../studyWork/index.ts';
import { texts } from '../../texts/index.ts';
import { studyOnlyColumns } from './studyColumns.tsx';

/** One patient: all studies that the archive holds of it, newest first. */
export function PatientView({ patient }: { patient: string }) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.studies;
  const { data, error, refetch } = useRoute('patients.get', { application, patient });
  const list = usePagedRoute('studies.list', { application, patient });
  const facts =
    data === undefined
      ? []
      : [
          data.PatientID === '' ? '' : `${words.patientId} ${data.PatientID}`,
          data.PatientBirthDate === '' ? '' : `${words.birthDate} ${formatDicomDate(data.PatientBirthDate)}`,
          data.PatientSex === '' ? '' : `${words.sex} ${data.PatientSex}`,
          texts.common.studies(data.studyCount),
          texts.common.series(data.seriesCount),
          texts.common.images(data.instanceCount),
          formatBytes(data.bytes),
        ];

  return (
    <Page
      fills
      title={
        data === undefined
          ? words.patientTitle
          : formatPersonName(data.PatientName) || data.PatientID || texts.common.noName
      }
      windowTitle={words.patientTitle}
      trail={<Trail href={paths.studies(application)} label={words.breadcrumb} />}
      actions={
        data && (
          <StudyActions
            chosen={{ patients: [patient], studies: [], series: [] }}
            onGone={() => navigate(paths.studies(application))}
          />
        )
      }
      description={facts.filter((fact) => fact !== '').join(' · ')}
    >
      {error !== null && data === undefined ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <VirtualTable
          label={words.patientStudies}
          list={list}
          columns={studyOnlyColumns}
          rowId={(study) => study.id}
          href={(study) => paths.study(application, study.id)}
          empty={
            <EmptyNote icon={IconStack2} title={words.patientEmptyTitle} text={words.noInstancesText}>
              <WayTo href={paths.studies(application)} label={texts.nextSteps.studies} />
            </EmptyNote>
          }
        />
      )}
    </Page>
  );
}
