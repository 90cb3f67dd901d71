import { Autocomplete, JsonInput, MultiSelect, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ServiceExample } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { FieldWarnings } from '../../forms/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ServiceWizard.module.css';
import type { ServiceValues } from './serviceValues.ts';

interface JobPageProps {
  form: UseFormReturnType<ServiceValues>;
  problems: Record<string, string>;
  example: ServiceExample | undefined;
}

const groupings = ['patient', 'study', 'series'] as const;

/** What the settings.json of the new service says of its job. */
export function JobPage({ form, problems, example }: JobPageProps) {
  const application = useApplicationId();
  const words = texts.serviceWizard.job;
  const channels =
    useRoute('channels.list', { application }).data?.channels.map(({ channel }) => channel) ?? [];
  const services = useRoute('services.list', { application }).data ?? [];
  const jobs = services.flatMap((service) => service.jobs.map(({ jobName }) => jobName));
  const grouping = example?.job.grouping ?? null;
  const { params } = form.getValues().job;
  const bind = (field: 'channel' | 'timeout' | 'params' | 'dependsOn') => ({
    ...form.getInputProps(`job.${field}`),
    error: form.errors[`job.${field}`] ?? problems[`job.${field}`],
  });
  return (
    <div className={styles.two}>
      <Select
        label={words.grouping}
        description={words.groupingHelp}
        size="sm"
        allowDeselect={false}
        data={[
          {
            value: '',
            label: grouping === null ? words.asApplication : words.asExample(words.groupings[grouping]),
          },
          ...groupings.map((one) => ({ value: one, label: words.groupings[one] })),
        ]}
        value={form.getValues().job.grouping}
        onChange={(chosen) =>
          form.setFieldValue('job.grouping', groupings.find((one) => one === chosen) ?? '')
        }
      />
      <TextInput
        label={words.timeout}
        description={words.timeoutHelp}
        placeholder={example?.job.timeout ?? ''}
        {...bind('timeout')}
      />
      <div>
        <Autocomplete
          label={words.channel}
          description={words.channelHelp}
          size="sm"
          placeholder="default"
          data={[...new Set(['default', ...channels])]}
          {...bind('channel')}
        />
        <FieldWarnings path="job.channel" />
      </div>
      <div>
        <MultiSelect
          label={words.dependsOn}
          description={words.dependsOnHelp}
          size="sm"
          searchable
          placeholder={form.getValues().job.dependsOn.length === 0 ? words.dependsOnPlaceholder : ''}
          data={[...new Set([...jobs, ...form.getValues().job.dependsOn])]}
          {...bind('dependsOn')}
        />
        <FieldWarnings path="job.dependsOn" />
      </div>
      <JsonInput
        className={styles.whole}
        classNames={{ input: styles.code ?? '' }}
        label={words.params}
        description={words.paramsHelp}
        size="sm"
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        {...bind('params')}
        // Those of the example, to be changed.
        value={params ?? JSON.stringify(example?.job.params ?? {}, null, 2)}
      />
    </div>
  );
}
