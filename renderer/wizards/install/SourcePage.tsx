import { Switch, TextInput } from '@mantine/core';
import { hasCredentials, type EngineError, type ShellInput } from '../../../contract/index.ts';
import { PathInput } from '../../forms/index.ts';
import { ErrorNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ChoiceCards } from '../choices/index.ts';
import styles from './Install.module.css';
import type { SourceForm } from './sourceForm.ts';

interface SourcePageProps {
  form: SourceForm;
  /** What the chooser for folders is opened for. */
  what: ShellInput<'shell.choose'>['what'];
  /** Why the engine does not take it. */
  refusal: EngineError | null;
}

const kinds = ['folder', 'git', 'archive'] as const;

/** Where it comes from. */
export function SourcePage({ form, what, refusal }: SourcePageProps) {
  const words = texts.installWizard.source;
  const { kind, git, archive } = form.getValues().source;
  const address = { folder: '', git: git.url, archive: archive.place }[kind].trim();
  return (
    <>
      <ChoiceCards
        label={words.label}
        labelUnseen
        columns={3}
        value={kind}
        onChange={(chosen) => form.setFieldValue('source.kind', chosen)}
        choices={kinds.map((value) => ({
          value,
          label: words.kinds[value],
          help: words.kindHelps[value],
        }))}
      />
      {kind === 'folder' && (
        <PathInput
          label={words.folder}
          description={words.folderHelp}
          required
          what={what}
          chooseText={texts.drafting.choose}
          chooseLabel={words.chooseFolder}
          {...form.getInputProps('source.folder')}
        />
      )}
      {kind === 'git' && <GitFields form={form} />}
      {kind === 'archive' && <ArchiveFields form={form} />}
      {hasCredentials(address) && (
        <Switch
          label={words.remember}
          description={words.rememberHelp}
          {...form.getInputProps('remember', { type: 'checkbox' })}
        />
      )}
      {refusal !== null && <ErrorNote error={refusal} />}
    </>
  );
}

function GitFields({ form }: { form: SourceForm }) {
  const words = texts.installWizard.source;
  return (
    <>
      <TextInput
        label={words.url}
        description={words.urlHelp}
        placeholder="https://github.com/group/services.git"
        required
        {...form.getInputProps('source.git.url')}
      />
      <div className={styles.two}>
        <TextInput
          label={words.ref}
          description={words.refHelp}
          placeholder={words.refPlaceholder}
          {...form.getInputProps('source.git.ref')}
        />
        <Subfolder form={form} path="source.git.subfolder" />
      </div>
      <Switch
        label={words.submodules}
        description={words.submodulesHelp}
        {...form.getInputProps('source.git.submodules', { type: 'checkbox' })}
      />
    </>
  );
}

function ArchiveFields({ form }: { form: SourceForm }) {
  const words = texts.installWizard.source;
  return (
    <>
      <PathInput
        label={words.place}
        description={words.placeHelp}
        placeholder="https://example.org/services.zip"
        required
        what="archive-file"
        chooseText={texts.drafting.choose}
        chooseLabel={words.choosePlace}
        {...form.getInputProps('source.archive.place')}
      />
      <div className={styles.two}>
        <Subfolder form={form} path="source.archive.subfolder" />
        <TextInput
          label={words.sha256}
          description={words.sha256Help}
          {...form.getInputProps('source.archive.sha256')}
        />
      </div>
    </>
  );
}

function Subfolder({ form, path }: { form: SourceForm; path: string }) {
  const words = texts.installWizard.source;
  return (
    <TextInput
      label={words.subfolder}
      description={words.subfolderHelp}
      placeholder="packages/lung"
      {...form.getInputProps(path)}
    />
  );
}
