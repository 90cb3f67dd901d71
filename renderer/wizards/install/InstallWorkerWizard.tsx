import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { errorsIn } from '../../../contract/index.ts';
import type { StagedSource, WorkerCheck } from '../../../contract/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { FetchPart, folderToLookAt, useFetched } from '../../fetching/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Review, useWizard, Wizard, type WizardPage } from '../frame/index.ts';
import styles from './Install.module.css';
import { installCommand } from './installCommand.ts';
import { SourcePage } from './SourcePage.tsx';
import { emptyInstall, installValuesSchema, keptInstall, type InstallValues } from './sourceForm.ts';
import { sourceOf, sourceProblems } from './sourceValues.ts';
import { WorkerFindings } from './WorkerFindings.tsx';

/** From a folder, a repository or an archive to an installed worker, whose image is built. */
export function InstallWorkerWizard() {
  const application = useApplicationId();
  const words = texts.installWizard;
  const [, navigate] = useLocation();
  const install = useAction('workers.install');
  const [check, setCheck] = useState<WorkerCheck | null>(null);
  const installed = useRoute('workers.list', { application }).data ?? [];
  const applicationName = useRoute('applications.get', { application }).data?.name ?? application;
  const wizard = useWizard<InstallValues>({
    name: `install-worker.${application}`,
    schema: installValuesSchema,
    begin: emptyInstall,
    firstPage: 'source',
    check: ({ source }) => sourceProblems(source),
    forKeeping: keptInstall,
  });
  const { form } = wizard;
  const values = form.getValues();
  const fetched = useFetched(
    sourceOf(values.source),
    values.fetched,
    (record) => form.setFieldValue('fetched', record),
    values.remember,
  );
  const { staged } = fetched;
  const folder = folderToLookAt(staged, 'worker');
  const names = check?.workers.map(({ name }) => name) ?? [];
  const replaced = names.filter((name) => installed.some((one) => one.name === name));
  const command = installCommand({
    what: 'worker',
    application: applicationName,
    values,
    name: null,
    subfolder: staged?.origin?.subfolder ?? '',
    replace: replaced.length > 0,
  });
  const pages: WizardPage[] = [
    {
      id: 'source',
      title: words.source.title,
      lead: words.source.lead,
      fields: ['source'],
      onNext: () => fetched.begin(),
      content: <SourcePage form={form} what="worker-folder" refusal={fetched.refusal} />,
    },
    {
      id: 'look',
      title: words.look.title,
      lead: words.look.workerLead,
      blocked: blockedBy(staged, folder, check),
      content: (
        <FetchPart fetched={fetched} what="worker">
          {({ id }) =>
            folder !== null && <WorkerFindings key={`${id} ${folder}`} folder={folder} onChecked={setCheck} />
          }
        </FetchPart>
      ),
    },
    {
      id: 'confirm',
      title: words.confirm.title,
      lead: words.confirm.workerLead,
      content: (
        <Review commands={[values.build ? command : [...command, '--no-build']]}>
          <p className={styles.note}>
            <strong>{names.join(', ')}</strong>
          </p>
          {replaced.map((name) => (
            <p key={name} className={styles.note}>
              {texts.workers.replaceNote(name)}
            </p>
          ))}
          <Switch
            label={words.confirm.build}
            description={words.confirm.buildHelp}
            {...form.getInputProps('build', { type: 'checkbox' })}
          />
        </Review>
      ),
    },
  ];

  function finish() {
    if (folder === null) return;
    install.mutate(
      { application, path: folder, staged: staged?.id, replace: replaced.length > 0, build: values.build },
      {
        onSuccess: ({ workers, tasks }) => {
          wizard.forget();
          notifyDone(words.worker.done(workers.map(({ name }) => name).join(', ')));
          const [first] = workers;
          // One build is watched; several are followed on the cards.
          navigate(
            first !== undefined && workers.length === 1
              ? paths.worker(application, first.name, tasks.length === 1 ? 'build' : undefined)
              : paths.workers(application),
          );
        },
      },
    );
  }
  return (
    <Wizard
      title={words.worker.title}
      wizard={wizard}
      pages={pages}
      action={replaced.length > 0 ? words.worker.replace : words.worker.action}
      onFinish={finish}
      busy={install.isPending}
      problem={install.error}
      onLeave={() => navigate(paths.workers(application))}
    />
  );
}

function blockedBy(
  staged: StagedSource | undefined,
  folder: string | null,
  check: WorkerCheck | null,
): string | null {
  const words = texts.installWizard.look;
  if (folder === null) return staged?.state === 'ready' ? words.chooseFirst : '';
  if (check === null) return words.wait;
  return check.workers.length === 0 || errorsIn(check.findings).length > 0 ? words.hasErrors : null;
}
