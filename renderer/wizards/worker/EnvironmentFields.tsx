import { ActionIcon, Autocomplete, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useId } from 'react';
import type { RouteOutput, ServiceSummary } from '../../../contract/index.ts';
import { IconTrash } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';
import { ServiceWishes } from './ServiceWishes.tsx';
import styles from './Worker.module.css';
import type { EnvironmentValues, WorkerValues } from './workerValues.ts';

interface EnvironmentFieldsProps {
  form: UseFormReturnType<WorkerValues>;
  problems: Record<string, string>;
  position: number;
  environment: EnvironmentValues;
  /** What installed services ask for. */
  offers: RouteOutput<'workers.adoptable'>;
  services: ServiceSummary[];
  /** Channels that jobs name, or that are served. */
  channels: string[];
  /** Null: it is the only one. */
  onRemove: (() => void) | null;
}

const pythonVersions = ['3.13', '3.12', '3.11', '3.10', '3.9', '3.8', '3.7', '3.6'];

/** One environment of the new worker. */
export function EnvironmentFields(props: EnvironmentFieldsProps) {
  const { form, problems, position, environment, offers, services, channels, onRemove } = props;
  const words = texts.workerWizard.environments;
  const title = useId();
  const path = (field: keyof EnvironmentValues) => `environments.${position}.${field}`;
  const bind = (field: keyof EnvironmentValues) => ({
    ...form.getInputProps(path(field)),
    error: form.errors[path(field)] ?? problemIn(problems, path(field)),
  });
  const whole = problems[`environments.${position}`];
  return (
    <section className={styles.environment} aria-labelledby={title}>
      <header className={styles.head}>
        <h3 className={styles.title} id={title}>
          {words.one(environment.name)}
        </h3>
        {onRemove !== null && (
          <ActionIcon aria-label={words.remove(environment.name)} onClick={onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </header>
      {whole !== undefined && <p className={styles.problem}>{whole}</p>}
      <div className={styles.three}>
        <TextInput label={words.name} description={words.nameHelp} required {...bind('name')} />
        <Autocomplete
          label={words.python}
          description={words.pythonHelp}
          size="sm"
          placeholder={words.pythonPlaceholder}
          data={pythonVersions}
          filter={({ options }) => options}
          {...bind('pythonVersion')}
        />
        <TagsInput
          label={words.channels}
          description={words.channelsHelp}
          size="sm"
          acceptValueOnBlur
          data={channels}
          placeholder={environment.channels.length === 0 ? words.channelsPlaceholder : ''}
          {...bind('channels')}
        />
      </div>
      <ServiceWishes
        environment={environment}
        offers={offers}
        services={services}
        onChange={(chosen) => form.setFieldValue(path('services'), chosen)}
      />
      <Textarea
        classNames={{ input: styles.code ?? '' }}
        label={words.requirements}
        description={words.requirementsHelp}
        placeholder="numpy==1.26.4"
        size="sm"
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        {...bind('requirements')}
      />
      <Switch
        label={words.systemPackages}
        description={words.systemPackagesHelp}
        {...form.getInputProps(path('systemPackages'), { type: 'checkbox' })}
      />
    </section>
  );
}

/** What is wrong with a field, or with a member of it where it is a list. */
function problemIn(problems: Record<string, string>, path: string): string | undefined {
  return Object.entries(problems).find(([field]) => field === path || field.startsWith(`${path}.`))?.[1];
}
