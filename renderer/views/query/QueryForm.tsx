import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { IconSearch } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './QueryView.module.css';
import { emptyQuery, type QueryValues } from './queryValues.ts';

interface QueryFormProps {
  id: string;
  busy: boolean;
  onSearch: (values: QueryValues) => void;
}

/** What to look for. */
export function QueryForm({ id, busy, onSearch }: QueryFormProps) {
  const [values, setValues] = useState(emptyQuery);
  const words = texts.query;
  const field = (name: keyof QueryValues, maxLength: number) => ({
    maxLength,
    value: values[name],
    onChange: (event: FormEvent<HTMLInputElement>) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [name]: value }));
    },
  });

  return (
    <form
      id={id}
      className={styles.form}
      aria-label={words.formLabel}
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(values);
      }}
    >
      <TextInput
        className={styles.long}
        label={words.patientName}
        description={words.helps.patientName}
        placeholder={words.patientNamePlaceholder}
        {...field('PatientName', 300)}
      />
      <TextInput
        className={styles.long}
        label={words.studyDescription}
        description={words.helps.studyDescription}
        {...field('StudyDescription', 63)}
      />
      <TextInput
        className={styles.short}
        label={words.patientId}
        description={words.helps.patientId}
        {...field('PatientID', 64)}
      />
      <TextInput
        className={styles.short}
        label={words.accessionNumber}
        description={words.helps.accessionNumber}
        {...field('AccessionNumber', 16)}
      />
      <TextInput
        className={styles.short}
        label={words.modality}
        description={words.helps.modality}
        {...field('Modality', 16)}
      />
      <TextInput
        className={styles.middle}
        type="date"
        label={words.from}
        description={words.helps.from}
        {...field('from', 10)}
      />
      <TextInput
        className={styles.middle}
        type="date"
        label={words.to}
        description={words.helps.to}
        {...field('to', 10)}
      />
      <div className={styles.buttons}>
        <Button type="submit" size="sm" loading={busy} leftSection={<IconSearch size={15} aria-hidden />}>
          {words.search}
        </Button>
        <Button variant="subtle" size="sm" onClick={() => setValues(emptyQuery)}>
          {words.clear}
        </Button>
      </div>
    </form>
  );
}
