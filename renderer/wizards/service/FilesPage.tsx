import type { UseFormReturnType } from '@mantine/form';
import type { RouteOutput } from '../../../contract/index.ts';
import { Findings, ListSkeleton } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ChoiceCards } from '../choices/index.ts';
import { FilesPreview } from '../drafting/index.ts';
import { Review } from '../frame/index.ts';
import styles from './ServiceWizard.module.css';
import { commandOf } from './serviceCommand.ts';
import type { ServiceValues } from './serviceValues.ts';

interface FilesPageProps {
  form: UseFormReturnType<ServiceValues>;
  preview: RouteOutput<'services.preview'> | undefined;
  /** Name of the application, for the command line. */
  application: string;
}

const installs = ['link', 'copy', 'no'] as const;

/** The files that will be written, and what becomes of them then. */
export function FilesPage({ form, preview, application }: FilesPageProps) {
  const words = texts.serviceWizard.files;
  if (preview === undefined) return <ListSkeleton rows={4} />;
  const { install } = form.getValues();
  return (
    <Review commands={[commandOf(preview.command, install, application)]}>
      <ChoiceCards
        label={words.install}
        labelUnseen
        columns={3}
        compact
        value={install}
        onChange={(chosen) => form.setFieldValue('install', chosen)}
        choices={installs.map((value) => ({
          value,
          label: words.installs[value],
          help: words.installHelps[value],
        }))}
      />
      {preview.findings.length > 0 && (
        <div className={styles.note}>
          <Findings findings={preview.findings} />
        </div>
      )}
      <FilesPreview files={preview.files} first="registry/trigger.py" />
    </Review>
  );
}
