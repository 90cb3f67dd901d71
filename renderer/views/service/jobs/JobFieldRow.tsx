import { ActionIcon, Autocomplete, JsonInput, TextInput, Tooltip } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useId } from 'react';
import type { ServiceJob } from '../../../../contract/index.ts';
import { useRoute } from '../../../engine/index.ts';
import { IconRotateClockwise } from '../../../icons/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './Jobs.module.css';
import { ownInWords, valuesOf, type JobField, type JobValues } from './jobValues.ts';

interface JobFieldRowProps {
  field: JobField;
  job: ServiceJob;
  form: UseFormReturnType<JobValues>;
}

/** One field of a job, what settings.json says of it, and the way back to that. */
export function JobFieldRow({ field, job, form }: JobFieldRowProps) {
  const words = texts.service.jobs;
  const id = useId();
  const ofFile = valuesOf(job.own)[field];
  const differs = form.getValues()[field].trim() !== ofFile;
  const own = ownInWords(job.own, field) ?? words.none;
  return (
    <div className={styles.field} data-wide={field === 'params' || undefined}>
      <div className={styles.label}>
        <label htmlFor={id}>{words.fields[field]}</label>
        {differs && (
          <Tooltip label={words.reset(words.fields[field])}>
            <ActionIcon
              size={22}
              aria-label={`${words.reset(words.fields[field])}: ${job.jobName}`}
              onClick={() => form.setFieldValue(field, ofFile)}
            >
              <IconRotateClockwise size={13} className={styles.back} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <Control field={field} form={form} id={id} describedBy={`${id}-help`} />
      <p className={styles.help} id={`${id}-help`}>
        {differs ? <strong>{words.own(own)}</strong> : words.helps[field]}
      </p>
    </div>
  );
}

interface ControlProps extends Pick<JobFieldRowProps, 'field' | 'form'> {
  id: string;
  describedBy: string;
}

function Control({ field, form, id, describedBy }: ControlProps) {
  const application = useApplicationId();
  const channels = useRoute('channels.list', { application }).data?.channels ?? [];
  const given = { id, 'aria-describedby': describedBy, ...form.getInputProps(field) };
  switch (field) {
    case 'params':
      return (
        <JsonInput
          {...given}
          classNames={{ input: styles.code ?? '' }}
          size="sm"
          autosize
          minRows={2}
          maxRows={14}
          spellCheck={false}
        />
      );
    case 'channel':
      return <Autocomplete {...given} size="sm" data={channels.map(({ channel }) => channel)} />;
    case 'priority':
      return <Autocomplete {...given} size="sm" data={['default', 'medium', 'low']} />;
    default:
      return <TextInput {...given} />;
  }
}
