import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { usePagedRoute, useRoute } from '../../engine/index.ts';
import { formatBytes, formatPersonName } from '../../format/index.ts';
import { IconEye, IconStack2 } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { CopyButton, EmptyNote, ErrorNote, Page, Trail, VirtualTable } from '../../parts/index.ts';
import { StudyActions } from '../../studyWork/index.ts';
import { texts } from '../../texts/index.ts';
import { instanceColumns } from './instanceColumns.tsx';

/** One series: its instances by their number. */
export function SeriesView({ series }: { series: string }) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.studies;
  const { data, error, refetch } = useRoute('series.get', { application, series });
  const list = usePagedRoute('instances.list', { application, series });

  return (
    <Page
      fills
      title={data === undefined ? words.seriesPageTitle : words.seriesName(data.SeriesNumber, data.Modality)}
      windowTitle={words.seriesPageTitle}
      trail={
        data === undefined ? (
          <Trail href={paths.studies(application)} label={words.breadcrumb} />
        ) : (
          <Trail
            href={paths.study(application, data.study)}
            label={formatPersonName(data.PatientName) || data.PatientID || texts.common.noName}
          />
        )
      }
      description={
        data && (
          <>
            {[
              data.SeriesDescription || texts.common.noDescription,
              data.BodyPartExamined,
              texts.common.images(data.instanceCount),
              formatBytes(data.bytes),
            ]
              .filter((fact) => fact !== '')
              .join(' · ')}{' '}
            <CopyButton text={data.SeriesInstanceUID} label={words.copySeriesUid} />
          </>
        )
      }
      actions={
        data && (
          <>
            <StudyActions
              chosen={{ patients: [], studies: [], series: [series] }}
              onGone={() => navigate(paths.study(application, data.study))}
            />
            <Button
              component={Link}
              href={paths.viewer(application, data.study, series)}
              variant="default"
              leftSection={<IconEye size={15} aria-hidden />}
            >
              {words.openInViewer}
            </Button>
          </>
        )
      }
    >
      {error !== null && data === undefined ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <VirtualTable
          label={words.instancesLabel}
          list={list}
          columns={instanceColumns}
          rowId={(one) => one.SOPInstanceUID}
          rowHeight={34}
          href={(one) => paths.instance(application, one.SOPInstanceUID)}
          empty={
            <EmptyNote icon={IconStack2} title={words.noInstances} text={words.noInstancesText}>
              <WayTo href={paths.studies(application)} label={texts.nextSteps.studies} />
            </EmptyNote>
          }
        />
      )}
    </Page>
  );
}
