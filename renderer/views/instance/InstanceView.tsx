import { ActionIcon, Button, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useRoute } from '../../engine/index.ts';
import { formatBytes, formatDateTime, formatPersonName } from '../../format/index.ts';
import { IconChevronLeft, IconChevronRight, IconColumns2, IconEye } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, CopyButton, Page, Trail } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ElementList } from './ElementList.tsx';

/** One instance: the elements of its file. */
export function InstanceView({ SOPInstanceUID }: { SOPInstanceUID: string }) {
  const application = useApplicationId();
  const words = texts.instance;
  const query = useRoute('instances.get', { application, SOPInstanceUID });
  const tags = useRoute('instances.tags', { application, SOPInstanceUID });
  const { data } = query;

  return (
    <Page
      fills
      title={data === undefined ? words.title : texts.studies.instanceName(data.InstanceNumber)}
      windowTitle={words.title}
      trail={
        data === undefined ? (
          <Trail href={paths.studies(application)} label={texts.studies.breadcrumb} />
        ) : (
          <Trail
            href={paths.series(application, data.series.id)}
            label={`${formatPersonName(data.PatientName) || data.PatientID || texts.common.noName} · ${texts.studies.seriesName(data.series.SeriesNumber, data.series.Modality)}`}
          />
        )
      }
      description={
        data && (
          <>
            {data.SOPInstanceUID} <CopyButton text={data.SOPInstanceUID} label={words.copyUid} />{' '}
            {[formatBytes(data.size), formatDateTime(data.receivedAt)].join(' · ')}
          </>
        )
      }
      actions={
        data && (
          <>
            <Step uid={data.previous} label={words.previous}>
              <IconChevronLeft size={16} />
            </Step>
            <Step uid={data.next} label={words.next}>
              <IconChevronRight size={16} />
            </Step>
            <Button
              component={Link}
              href={paths.compare(application, data.SOPInstanceUID)}
              variant="default"
              leftSection={<IconColumns2 size={15} aria-hidden />}
            >
              {words.compare}
            </Button>
            <Button
              component={Link}
              href={paths.viewer(application, data.study, data.series.id, SOPInstanceUID)}
              variant="default"
              leftSection={<IconEye size={15} aria-hidden />}
            >
              {texts.studies.openInViewer}
            </Button>
          </>
        )
      }
    >
      <Answer query={tags}>{(list) => <ElementList SOPInstanceUID={SOPInstanceUID} list={list} />}</Answer>
    </Page>
  );
}

/** The way to a neighbour in the series; off at either end. */
function Step({ uid, label, children }: { uid: string | null; label: string; children: ReactNode }) {
  const application = useApplicationId();
  if (uid === null) {
    return (
      <ActionIcon size={34} disabled aria-label={label}>
        {children}
      </ActionIcon>
    );
  }
  return (
    <Tooltip label={label}>
      <ActionIcon component={Link} href={paths.instance(application, uid)} size={34} aria-label={label}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
