import { ActionIcon, Button, Switch, TextInput } from '@mantine/core';
import { useEngine } from '../../../engine/index.ts';
import { Part, WholeField } from '../../../forms/index.ts';
import { IconFolderPlus, IconTrash } from '../../../icons/index.ts';
import { EmptyNote } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './OptionsTab.module.css';
import { nextId } from './optionValues.ts';
import type { WorkerForm } from './workerForm.ts';

/** Folders of this machine that containers see. */
export function MountFields({ form }: { form: WorkerForm }) {
  const engine = useEngine();
  const words = texts.workerSettings;
  const { mounts } = form.getValues();

  async function add() {
    const { paths } = await engine.shell('shell.choose', { what: 'mounted-folder' });
    const [source] = paths;
    if (source === undefined) return;
    const target = `/${source.split(/[/\\]/).findLast((part) => part !== '') ?? 'data'}`;
    form.insertListItem('mounts', { id: nextId(form.getValues().mounts), source, target, writable: false });
  }
  const addButton = (
    <Button
      className={styles.add ?? ''}
      variant="default"
      leftSection={<IconFolderPlus size={15} aria-hidden />}
      onClick={() => void add()}
    >
      {words.addMount}
    </Button>
  );
  return (
    <Part title={words.mounts}>
      <WholeField>
        <p className={styles.help}>{words.mountsHelp}</p>
        <div className={styles.list}>
          {mounts.map(({ id, source }, index) => (
            <div key={id} className={styles.row} data-mount>
              <TextInput
                aria-label={words.mountSource(index + 1)}
                placeholder={words.mountSourcePlaceholder}
                {...form.getInputProps(`mounts.${index}.source`)}
              />
              <TextInput
                aria-label={words.mountTarget(index + 1)}
                placeholder={words.mountTargetPlaceholder}
                {...form.getInputProps(`mounts.${index}.target`)}
              />
              <Switch
                className={styles.switch ?? ''}
                label={words.mountWritable}
                title={words.mountWritableHelp}
                aria-label={words.mountWritableOf(index + 1)}
                {...form.getInputProps(`mounts.${index}.writable`, { type: 'checkbox' })}
              />
              <ActionIcon
                aria-label={words.removeMount(source)}
                onClick={() => form.removeListItem('mounts', index)}
              >
                <IconTrash size={15} aria-hidden />
              </ActionIcon>
            </div>
          ))}
          {mounts.length === 0 ? <EmptyNote title={words.noMounts}>{addButton}</EmptyNote> : addButton}
        </div>
      </WholeField>
    </Part>
  );
}
