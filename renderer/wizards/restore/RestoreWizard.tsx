import { useState } from 'react';
import { useLocation } from 'wouter';
import type { EngineError } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { folderIn } from '../../forms/index.ts';
import { paths } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { useWizard, Wizard, type WizardPage } from '../frame/index.ts';
import { FilePage } from './FilePage.tsx';
import { PlacePage } from './PlacePage.tsx';
import { RestoreReview } from './RestoreReview.tsx';
import { draftSchema, newRestore } from './restoreValues.ts';
import { useBackupFile } from './useBackupFile.ts';

/** Makes an application from a backup file. */
export function RestoreWizard() {
  const words = texts.restoreWizard;
  const [, navigate] = useLocation();
  const restore = useAction('applications.restore');
  const [problem, setProblem] = useState<EngineError | null>(null);
  const wizard = useWizard({ name: 'restore', schema: draftSchema, begin: newRestore, firstPage: 'file' });
  const { form } = wizard;
  const values = form.getValues();
  const { backup, name, error, findings, isReading } = useBackupFile(values);

  const pages: WizardPage[] = [
    {
      id: 'file',
      title: words.file,
      lead: words.fileLead,
      fields: ['file'],
      blocked: backup === null ? (isReading ? words.reading : words.noFile) : null,
      content: <FilePage form={form} backup={backup} error={error} />,
    },
    {
      id: 'place',
      title: words.place,
      lead: words.placeLead,
      fields: ['name', 'folder'],
      content: <PlacePage form={form} backup={backup} />,
    },
    {
      id: 'review',
      title: words.review,
      lead: words.reviewLead,
      content: backup !== null && <RestoreReview values={values} name={name} backup={backup} />,
    },
  ];

  function finish() {
    const folder = folderIn(values.folder, name);
    setProblem(null);
    restore.mutate(
      { file: values.file.trim(), name, ...(folder === undefined ? {} : { folder }) },
      {
        onSuccess(task) {
          wizard.forget();
          navigate(paths.generalTask(task.id));
        },
        onError: setProblem,
      },
    );
  }

  return (
    <Wizard
      title={words.title}
      wizard={wizard}
      pages={pages}
      findings={findings}
      isLooking={backup !== null && isReading}
      action={words.restore}
      onFinish={finish}
      busy={restore.isPending}
      problem={problem}
      onLeave={() => navigate(paths.home())}
    />
  );
}
