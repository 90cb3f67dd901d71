import { Button, Modal, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { EngineError } from '../../../../contract/index.ts';
import { useAction } from '../../../engine/index.ts';
import { fieldProblems, PathInput } from '../../../forms/index.ts';
import { ErrorNote } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './InstallDialog.module.css';

interface CreateDialogProps {
  onClose: () => void;
  /** @param folder the new worker folder */
  onCreated: (folder: string) => void;
}

/** A form's values are looked up by any key, which an interface does not allow. */
type NewWorker = {
  name: string;
  path: string;
  description: string;
  baseImage: string;
  pythonVersion: string;
  channels: string[];
};

const empty: NewWorker = {
  name: '',
  path: '',
  description: '',
  baseImage: 'ubuntu:20.04',
  pythonVersion: '',
  channels: [],
};

/** Writes a worker folder from the template, to be filled in. */
export function CreateDialog({ onClose, onCreated }: CreateDialogProps) {
  const words = texts.workers;
  const create = useAction('workers.create');
  const [problem, setProblem] = useState<EngineError | null>(null);
  const form = useForm<NewWorker>({ initialValues: empty });

  function submit({ pythonVersion, ...values }: NewWorker) {
    setProblem(null);
    const version = pythonVersion.trim();
    create.mutate(
      { ...values, path: values.path.trim(), pythonVersion: version === '' ? null : version },
      {
        onSuccess: ({ folder }) => onCreated(folder),
        onError: (error) => {
          const atFields = Object.fromEntries(fieldProblems(error));
          form.setErrors(atFields);
          if (Object.keys(atFields).length === 0) setProblem(error);
        },
      },
    );
  }
  return (
    <Modal opened onClose={onClose} size={560} title={words.createTitle}>
      <form className={styles.form} onSubmit={form.onSubmit(submit)} noValidate>
        <p className={styles.note}>{words.createText}</p>
        <TextInput
          label={words.name}
          description={words.nameHelp}
          required
          data-autofocus
          {...form.getInputProps('name')}
        />
        <PathInput
          label={words.parent}
          description={words.parentHelp}
          placeholder={words.parentPlaceholder}
          required
          what="new-worker"
          chooseText={words.choose}
          chooseLabel={words.chooseParent}
          {...form.getInputProps('path')}
        />
        <TextInput label={words.description} {...form.getInputProps('description')} />
        <TextInput
          label={words.basedOn}
          description={words.basedOnHelp}
          {...form.getInputProps('baseImage')}
        />
        <TextInput
          label={words.pythonVersion}
          description={words.pythonVersionHelp}
          placeholder={words.pythonPlaceholder}
          {...form.getInputProps('pythonVersion')}
        />
        <TagsInput
          label={words.channels}
          description={words.channelsHelp}
          size="sm"
          acceptValueOnBlur
          {...form.getInputProps('channels')}
        />
        {problem !== null && <ErrorNote error={problem} />}
        <div className={styles.actions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button type="submit" size="sm" loading={create.isPending}>
            {words.createConfirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
