import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { FieldWarnings } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import type { Problems } from '../frame/index.ts';
import styles from './ServiceWizard.module.css';
import type { ServiceValues } from './serviceValues.ts';

interface RulesPageProps {
  form: UseFormReturnType<ServiceValues>;
  problems: Problems;
}

/** Fields of the form by where findings about them are. */
const findingAt = {
  retries: 'job.retries',
  cpu: 'job.resources.cpu',
  memory: 'job.resources.memory',
  gpu: 'job.resources.gpu',
} as const;
type TextField = keyof typeof findingAt;

const choices = ['', 'skip', 'run'] as const;

/** What becomes of the job of the new service when something fails, and what it needs of the machine. */
export function RulesPage({ form, problems }: RulesPageProps) {
  const words = texts.serviceWizard.rules;
  const input = (field: TextField, label: string, help: string, placeholder: string) => (
    <div key={field}>
      <TextInput
        label={label}
        description={help}
        placeholder={placeholder}
        {...form.getInputProps(`job.${field}`)}
        error={problemAt(problems, findingAt[field])}
      />
      <FieldWarnings path={findingAt[field]} />
    </div>
  );
  return (
    <div className={styles.two}>
      {input('retries', words.retries, words.retriesHelp, words.retriesPlaceholder)}
      <Select
        label={words.onDependencyFailure}
        description={words.onDependencyFailureHelp}
        size="sm"
        allowDeselect={false}
        data={choices.map((value) => ({ value, label: words.dependencyFailures[value] }))}
        value={form.getValues().job.onDependencyFailure}
        onChange={(chosen) =>
          form.setFieldValue('job.onDependencyFailure', choices.find((one) => one === chosen) ?? '')
        }
      />
      {input('cpu', words.cpu, words.cpuHelp, words.asMachine)}
      {input('memory', words.memory, words.memoryHelp, words.asMachine)}
      {input('gpu', words.gpu, words.gpuHelp, words.asMachine)}
    </div>
  );
}

/** What is wrong with a field or a part of it. */
function problemAt(problems: Problems, path: string): string | undefined {
  return Object.entries(problems).find(([field]) => field === path || field.startsWith(`${path}.`))?.[1];
}
