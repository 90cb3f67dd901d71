import { Button, Select, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { StudySummary } from '../../../contract/index.ts';
import { useAction, useRoute, useRoutes } from '../../engine/index.ts';
import { formatDicomDate, formatPersonName } from '../../format/index.ts';
import { IconPlayerPlay, IconStack2 } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { ImportSteps } from '../../nextSteps/index.ts';
import { EmptyNote, ErrorNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ServiceWizard.module.css';
import type { Draft, ServiceValues } from './serviceValues.ts';
import { TriedAnswer } from './TriedAnswer.tsx';

/** Studies offered at once; the search finds the others. */
const mostOffered = 30;

interface TryPageProps {
  form: UseFormReturnType<ServiceValues>;
  draft: Draft;
}

/** What the callback of the draft answers about a study of the archive. */
export function TryPage({ form, draft }: TryPageProps) {
  const application = useApplicationId();
  const words = texts.serviceWizard.try;
  const any = useRoute('studies.list', { application, limit: 1 }).data;
  const { study, isWhole } = form.getValues().trial;
  // It may have been removed since.
  const [found] = useRoutes(
    'studies.get',
    study === null ? [] : [{ subject: study, input: { application, study } }],
  );
  const chosen = found?.data ?? null;
  const [asked, setAsked] = useState('');
  const attempt = useAction('services.try');
  const about = JSON.stringify({ draft, study, isWhole });

  if (any?.total === 0)
    return (
      <EmptyNote icon={IconStack2} title={words.emptyTitle} text={words.emptyText}>
        <ImportSteps />
      </EmptyNote>
    );

  function ask() {
    if (chosen === null) return;
    setAsked(about);
    attempt.mutate({
      application,
      what: { draft },
      level: isWhole ? 'patient' : 'study',
      key: isWhole ? chosen.patient : chosen.id,
    });
  }
  return (
    <>
      <div className={styles.line}>
        <StudySelect chosen={chosen} onChange={(id) => form.setFieldValue('trial.study', id)} />
        <Button
          size="sm"
          variant={attempt.data === undefined ? 'filled' : 'default'}
          disabled={chosen === null}
          loading={attempt.isPending}
          leftSection={<IconPlayerPlay size={15} aria-hidden />}
          onClick={ask}
        >
          {attempt.data === undefined ? words.ask : words.askAgain}
        </Button>
      </div>
      <Switch
        label={words.whole}
        description={words.wholeHelp}
        {...form.getInputProps('trial.isWhole', { type: 'checkbox' })}
      />
      <div className={styles.answer} aria-live="polite">
        {attempt.isPending && <p className={styles.note}>{words.asking}</p>}
        {attempt.error !== null && <ErrorNote error={attempt.error} />}
        {attempt.data !== undefined && !attempt.isPending && (
          <>
            {asked !== about && <p className={styles.note}>{words.stale}</p>}
            <TriedAnswer tried={attempt.data} trigger={draft.trigger} />
          </>
        )}
      </div>
    </>
  );
}

interface StudySelectProps {
  chosen: StudySummary | null;
  onChange: (id: string | null) => void;
}

function StudySelect({ chosen, onChange }: StudySelectProps) {
  const application = useApplicationId();
  const words = texts.serviceWizard.try;
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 200);
  // What the chosen one is called is no search for it.
  const wanted = chosen !== null && settled === studyInWords(chosen) ? '' : settled;
  const [found] = useRoutes('studies.list', [
    { subject: 'studies', input: { application, search: wanted, limit: mostOffered } },
  ]);
  const studies = found?.data?.rows ?? [];
  const offered = [...studies, ...(chosen === null ? [] : [chosen])];
  const unique = [...new Map(offered.map((study) => [study.id, study])).values()];
  return (
    <Select
      className={styles.grows}
      label={words.study}
      description={words.studyHelp}
      size="sm"
      searchable
      placeholder={words.studyPlaceholder}
      nothingFoundMessage={words.noStudy}
      data={unique.map((study) => ({ value: study.id, label: studyInWords(study) }))}
      // The engine has searched.
      filter={({ options }) => options}
      searchValue={search}
      onSearchChange={setSearch}
      value={chosen?.id ?? null}
      onChange={onChange}
    />
  );
}

function studyInWords(study: StudySummary): string {
  return [
    formatPersonName(study.PatientName) || study.PatientID || texts.common.noName,
    study.StudyDescription,
    study.ModalitiesInStudy.join(', '),
    formatDicomDate(study.StudyDate),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
