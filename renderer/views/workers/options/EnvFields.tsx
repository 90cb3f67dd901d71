import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Part, WholeField } from '../../../forms/index.ts';
import { IconPlus, IconTrash } from '../../../icons/index.ts';
import { EmptyNote } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './OptionsTab.module.css';
import { nextId } from './optionValues.ts';
import type { WorkerForm } from './workerForm.ts';

/** Environment variables of containers and jobs. */
export function EnvFields({ form }: { form: WorkerForm }) {
  const words = texts.workerSettings;
  const { env } = form.getValues();
  const addButton = (
    <Button
      className={styles.add ?? ''}
      variant="default"
      leftSection={<IconPlus size={15} aria-hidden />}
      onClick={() => form.insertListItem('env', { id: nextId(env), name: '', value: '' })}
    >
      {words.addEnv}
    </Button>
  );
  return (
    <Part title={words.env}>
      <WholeField>
        <p className={styles.help}>{words.envHelp}</p>
        <div className={styles.list}>
          {env.map(({ id, name }, index) => (
            <div key={id} className={styles.row}>
              <TextInput
                aria-label={words.envName(index + 1)}
                placeholder="NAME"
                {...form.getInputProps(`env.${index}.name`)}
              />
              <TextInput
                aria-label={words.envValue(index + 1)}
                {...form.getInputProps(`env.${index}.value`)}
              />
              <ActionIcon
                aria-label={words.removeEnv(name)}
                onClick={() => form.removeListItem('env', index)}
              >
                <IconTrash size={15} aria-hidden />
              </ActionIcon>
            </div>
          ))}
          {env.length === 0 ? <EmptyNote title={words.noEnv}>{addButton}</EmptyNote> : addButton}
        </div>
      </WholeField>
    </Part>
  );
}
