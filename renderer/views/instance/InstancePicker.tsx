import { Button, Modal, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { InstanceSummary, StudySummary } from '../../../contract/index.ts';
import { usePagedRoute, useRoute } from '../../engine/index.ts';
import { formatDicomDate, formatPersonName } from '../../format/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Compare.module.css';

/** Quiet time while typing before it is searched, in milliseconds. */
const typingMs = 200;
/** Instances of a series that are offered at once. */
const mostOffered = 500;

interface InstancePickerProps {
  opened: boolean;
  /** An instance in whose series one begins to choose; empty where there is none. */
  near: string;
  onClose: () => void;
  onChoose: (SOPInstanceUID: string) => void;
}

/** Chooses an instance by its study, series and number. */
export function InstancePicker({ opened, near, onClose, onChoose }: InstancePickerProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={texts.instance.chooseTitle} size="lg">
      {opened &&
        (near === '' ? (
          <Fields study={null} series={null} {...{ onClose, onChoose }} />
        ) : (
          <Near {...{ near, onClose, onChoose }} />
        ))}
    </Modal>
  );
}

type Ways = Pick<InstancePickerProps, 'onClose' | 'onChoose'>;

function Near({ near, ...ways }: Ways & { near: string }) {
  const application = useApplicationId();
  const { data, isPending } = useRoute('instances.get', { application, SOPInstanceUID: near });
  if (isPending) return <output>{texts.common.loading}</output>;
  return <Fields study={data?.study ?? null} series={data?.series.id ?? null} {...ways} />;
}

interface FieldsProps extends Ways {
  study: string | null;
  series: string | null;
}

function Fields({ study: firstStudy, series: firstSeries, onClose, onChoose }: FieldsProps) {
  const words = texts.instance;
  const [study, setStudy] = useState(firstStudy);
  const [series, setSeries] = useState(firstSeries);
  const [instance, setInstance] = useState<string | null>(null);

  return (
    <div className={styles.picker}>
      <StudyField
        value={study}
        onChange={(next) => {
          setStudy(next);
          setSeries(null);
          setInstance(null);
        }}
      />
      <SeriesField
        study={study}
        value={series}
        onChange={(next) => {
          setSeries(next);
          setInstance(null);
        }}
      />
      <InstanceField series={series} value={instance} onChange={setInstance} />
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose}>
          {texts.common.cancel}
        </Button>
        <Button
          disabled={instance === null}
          onClick={() => {
            if (instance !== null) onChoose(instance);
            onClose();
          }}
        >
          {words.use}
        </Button>
      </div>
    </div>
  );
}

interface FieldProps {
  value: string | null;
  onChange: (value: string | null) => void;
}

function StudyField({ value, onChange }: FieldProps) {
  const application = useApplicationId();
  const words = texts.instance;
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), typingMs);
  const chosen = useChosenStudy(value);
  const isSearch = search !== '' && (chosen === null || search !== labelOf(chosen));
  const found = usePagedRoute('studies.list', { application, limit: 30, ...(isSearch ? { search } : {}) });
  const offered =
    chosen === null || found.rows.some(({ id }) => id === chosen.id) ? found.rows : [chosen, ...found.rows];
  return (
    <Select
      label={words.chooseStudy}
      description={words.chooseStudyHint}
      searchable
      allowDeselect={false}
      data-autofocus
      nothingFoundMessage={texts.studies.noMatchTitle}
      // The engine has searched already.
      filter={({ options }) => options}
      data={offered.map((study) => ({ value: study.id, label: labelOf(study) }))}
      value={value}
      onSearchChange={setTyped}
      onChange={onChange}
    />
  );
}

function useChosenStudy(study: string | null): StudySummary | null {
  const application = useApplicationId();
  const { data } = useRoute('studies.get', { application, study: study ?? '' }, { enabled: study !== null });
  return data ?? null;
}

function SeriesField({ study, value, onChange }: FieldProps & { study: string | null }) {
  const application = useApplicationId();
  const { data } = useRoute('studies.get', { application, study: study ?? '' }, { enabled: study !== null });
  return (
    <Select
      label={texts.instance.chooseSeries}
      description={texts.instance.chooseSeriesHint}
      allowDeselect={false}
      disabled={data === undefined}
      data={(data?.series ?? []).map((one) => ({
        value: one.id,
        label: [texts.studies.seriesName(one.SeriesNumber, one.Modality), one.SeriesDescription]
          .filter((part) => part !== '')
          .join(' · '),
      }))}
      value={value}
      onChange={onChange}
    />
  );
}

function InstanceField({ series, ...field }: FieldProps & { series: string | null }) {
  const label = texts.instance.chooseInstance;
  if (series === null)
    return <Select label={label} description={texts.instance.chooseInstanceHint} disabled data={[]} />;
  return <InstanceOfSeries key={series} series={series} {...field} />;
}

/** What is searched as a number or UID of an instance; anything else is what a chosen one is called. */
const searchable = /^[-\d.]{1,64}$/;

function InstanceOfSeries({ series, value, onChange }: FieldProps & { series: string }) {
  const application = useApplicationId();
  const words = texts.instance;
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), typingMs);
  const [chosen, setChosen] = useState<InstanceSummary | null>(null);
  const found = usePagedRoute('instances.list', {
    application,
    series,
    limit: mostOffered,
    ...(searchable.test(search) ? { search } : {}),
  });
  const isOffered = found.rows.some(({ SOPInstanceUID }) => SOPInstanceUID === chosen?.SOPInstanceUID);
  const offered = chosen === null || isOffered ? found.rows : [chosen, ...found.rows];
  return (
    <Select
      label={words.chooseInstance}
      searchable
      allowDeselect={false}
      description={found.total > mostOffered ? words.firstInstances(mostOffered) : words.chooseInstanceHint}
      nothingFoundMessage={found.error === null ? words.noInstance : undefined}
      error={found.error?.message}
      // The engine has searched already.
      filter={({ options }) => options}
      data={offered.map((one) => ({ value: one.SOPInstanceUID, label: nameOf(one) }))}
      value={value}
      onSearchChange={setTyped}
      onChange={(next) => {
        setChosen(offered.find(({ SOPInstanceUID }) => SOPInstanceUID === next) ?? null);
        onChange(next);
      }}
    />
  );
}

function nameOf({ InstanceNumber, SOPInstanceUID }: InstanceSummary): string {
  return `${texts.studies.instanceName(InstanceNumber)} · ${SOPInstanceUID.slice(-24)}`;
}

function labelOf(study: StudySummary): string {
  return [
    formatPersonName(study.PatientName) || study.PatientID || texts.common.noName,
    study.StudyDescription,
    formatDicomDate(study.StudyDate),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
