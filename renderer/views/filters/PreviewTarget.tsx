import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { StudySummary } from '../../../contract/index.ts';
import { usePagedRoute } from '../../engine/index.ts';
import { formatDicomDate, formatPersonName } from '../../format/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';

/** Quiet time while typing before it is searched, in milliseconds. */
const typingMs = 200;
const latest = 'latest';

interface PreviewTargetProps {
  /** How many studies the choice of the latest ones stands for. */
  latestCount: number;
  /** Null: the latest ones. */
  chosen: StudySummary | null;
  onChoose: (study: StudySummary | null) => void;
}

/** On which studies the rules are tried: the latest ones, or one that is searched for. */
export function PreviewTarget({ latestCount, chosen, onChoose }: PreviewTargetProps) {
  const application = useApplicationId();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), typingMs);
  const isSearch = search !== '' && search !== (chosen === null ? latestWords(latestCount) : nameOf(chosen));
  const found = usePagedRoute('studies.list', {
    application,
    limit: 20,
    ...(isSearch ? { search } : {}),
  });
  const studies =
    chosen === null || found.rows.some(({ id }) => id === chosen.id) ? found.rows : [chosen, ...found.rows];

  return (
    <Select
      label={texts.filters.previewOf}
      description={texts.filters.previewOfHelp}
      searchable
      allowDeselect={false}
      nothingFoundMessage={texts.filters.noStudyFound}
      // The engine has searched already.
      filter={({ options }) => options}
      data={[
        { value: latest, label: latestWords(latestCount) },
        ...studies.map((study) => ({ value: study.id, label: nameOf(study) })),
      ]}
      value={chosen?.id ?? latest}
      onSearchChange={setTyped}
      onChange={(value) => onChoose(studies.find(({ id }) => id === value) ?? null)}
    />
  );
}

function latestWords(count: number): string {
  return texts.filters.latest(Math.max(1, count));
}

function nameOf(study: StudySummary): string {
  return [
    formatPersonName(study.PatientName) || study.PatientID || texts.common.noName,
    study.StudyDescription,
    formatDicomDate(study.StudyDate),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
