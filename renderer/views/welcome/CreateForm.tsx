import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { EngineError } from '../../../contract/index.ts';
import { routeKey, useAction } from '../../engine/index.ts';
import { PathInput } from '../../forms/index.ts';
import { paths } from '../../navigation/index.ts';
import { ErrorNote, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './CreateForm.module.css';
import { optionsOf, type NewApplication } from './newApplication.ts';
import { RuntimeChoice } from './RuntimeChoice.tsx';
import { whereItBelongs } from './whereItBelongs.ts';

/** Name, folder and runtime of a new application. What is wrong with them, the engine says. */
export function CreateForm({ aside }: { aside: ReactNode }) {
  const [, navigate] = useLocation();
  const queryClient = useQueryClient();
  const create = useAction('applications.create');
  const start = useAction('applications.start', notifyError);
  const [other, setOther] = useState<EngineError | null>(null);
  const form = useForm<NewApplication>({
    initialValues: { name: '', folder: '', runtime: 'local', orthanc: false },
  });
  const name = useRef<HTMLInputElement>(null);

  // The page asks for one thing: one may type at once.
  useEffect(() => name.current?.focus(), []);

  function submit(values: NewApplication) {
    setOther(null);
    const folder = values.folder.trim();
    create.mutate(
      { name: values.name, options: optionsOf(values), ...(folder === '' ? {} : { folder }) },
      {
        onSuccess: (application) => {
          void queryClient.invalidateQueries({ queryKey: routeKey('applications.list') });
          // What has containers is made stopped.
          if (values.runtime === 'docker') start.mutate({ application: application.id });
          navigate(paths.overview(application.id));
        },
        onError: (error) => {
          const atFields = whereItBelongs(error, folder);
          form.setErrors(atFields);
          if (Object.keys(atFields).length === 0) setOther(error);
          else form.getInputNode(atFields.name === undefined ? 'folder' : 'name')?.focus();
        },
      },
    );
  }

  return (
    <form className={styles.form} onSubmit={form.onSubmit(submit)} noValidate>
      <TextInput
        label={texts.welcome.name}
        description={texts.welcome.nameHelp}
        placeholder={texts.welcome.namePlaceholder}
        required
        size="sm"
        ref={name}
        {...form.getInputProps('name')}
      />
      <PathInput
        label={texts.welcome.folder}
        description={texts.welcome.folderHelp}
        placeholder={texts.welcome.folderPlaceholder}
        what="application-folder"
        chooseText={texts.welcome.chooseFolder}
        chooseLabel={texts.welcome.chooseFolderLabel}
        {...form.getInputProps('folder')}
      />
      <RuntimeChoice form={form} />
      {other !== null && <ErrorNote error={other} />}
      <div className={styles.actions}>
        <Button type="submit" size="sm" loading={create.isPending}>
          {texts.welcome.create}
        </Button>
        {aside}
      </div>
    </form>
  );
}
