import { ActionIcon, Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { EngineError, InstanceDetail } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { formatDicomDate, formatPersonName } from '../../format/index.ts';
import { IconChevronLeft, IconChevronRight } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Compare.module.css';
import { InstancePicker } from './InstancePicker.tsx';

interface ComparedInstanceProps {
  /** Which of the two. */
  label: string;
  /** Empty: none is chosen. */
  SOPInstanceUID: string;
  /** The other one, near which this one may be; empty where there is none. */
  near: string;
  onChoose: (SOPInstanceUID: string) => void;
}

/** One of the two instances that are compared, and the ways to another one. */
export function ComparedInstance({ label, SOPInstanceUID, near, onChoose }: ComparedInstanceProps) {
  const words = texts.instance;
  const [choosing, setChoosing] = useState(false);
  return (
    <section className={styles.side} aria-label={label}>
      <div className={styles.what}>
        <h2 className={styles.label}>{label}</h2>
        {SOPInstanceUID === '' ? (
          <span className={styles.quiet}>{words.notChosen}</span>
        ) : (
          <Chosen SOPInstanceUID={SOPInstanceUID} onChoose={onChoose} />
        )}
      </div>
      <Button variant="default" onClick={() => setChoosing(true)}>
        {SOPInstanceUID === '' ? words.choose : words.chooseOther}
      </Button>
      <InstancePicker
        opened={choosing}
        near={SOPInstanceUID || near}
        onClose={() => setChoosing(false)}
        onChoose={onChoose}
      />
    </section>
  );
}

function Chosen({ SOPInstanceUID, onChoose }: Pick<ComparedInstanceProps, 'SOPInstanceUID' | 'onChoose'>) {
  const application = useApplicationId();
  const words = texts.instance;
  const { data, error } = useRoute('instances.get', { application, SOPInstanceUID });
  if (data === undefined) return <span className={styles.quiet}>{inWords(error)}</span>;
  return (
    <>
      <div className={styles.line}>
        <Link href={paths.instance(application, SOPInstanceUID)}>{nameOf(data)}</Link>
        <Step uid={data.previous} label={words.previous} onChoose={onChoose}>
          <IconChevronLeft size={14} />
        </Step>
        <Step uid={data.next} label={words.next} onChoose={onChoose}>
          <IconChevronRight size={14} />
        </Step>
      </div>
      <div className={styles.quiet}>{whereOf(data)}</div>
    </>
  );
}

function inWords(error: EngineError | null): string {
  return error === null ? texts.common.loading : error.message;
}

function nameOf({ PatientName, PatientID, InstanceNumber }: InstanceDetail): string {
  const who = formatPersonName(PatientName) || PatientID || texts.common.noName;
  return `${who} · ${texts.studies.instanceName(InstanceNumber)}`;
}

function whereOf({ StudyDescription, StudyDate, series }: InstanceDetail): string {
  const { SeriesNumber, Modality, SeriesDescription } = series;
  return [
    formatDicomDate(StudyDate),
    StudyDescription,
    texts.studies.seriesName(SeriesNumber, Modality),
    SeriesDescription,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

interface StepProps {
  uid: string | null;
  label: string;
  onChoose: (SOPInstanceUID: string) => void;
  children: ReactNode;
}

function Step({ uid, label, onChoose, children }: StepProps) {
  return (
    <ActionIcon
      size={22}
      disabled={uid === null}
      aria-label={label}
      onClick={() => uid !== null && onChoose(uid)}
    >
      {children}
    </ActionIcon>
  );
}
