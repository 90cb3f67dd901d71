import { useLocation } from 'wouter';
import { errorsIn } from '../../../contract/index.ts';
import type { RouteInput } from '../../../contract/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { useDocumentsFolder, useDraftPreview } from '../drafting/index.ts';
import { findingProblems, useWizard, Wizard, type WizardPage } from '../frame/index.ts';
import { AboutPage } from './AboutPage.tsx';
import { BasePage } from './BasePage.tsx';
import { DockerfilePage } from './DockerfilePage.tsx';
import { EnvironmentsPage } from './EnvironmentsPage.tsx';
import { ScriptPage } from './ScriptPage.tsx';
import {
  emptyWorker,
  workerCommands,
  workerDraft,
  workerValuesSchema,
  type WorkerValues,
} from './workerValues.ts';

/** From a base image and what services ask for to a worker folder of one's own, and its image. */
export function WorkerWizard() {
  const application = useApplicationId();
  const words = texts.workerWizard;
  const [, navigate] = useLocation();
  const documents = useDocumentsFolder();
  const create = useAction('workers.create');
  const applicationName = useRoute('applications.get', { application }).data?.name ?? application;
  const kept = useWizard<WorkerValues>({
    name: `worker.${application}`,
    schema: workerValuesSchema,
    begin: emptyWorker,
    firstPage: 'about',
  });
  const { form } = kept;
  const values = form.getValues();
  const draft = workerDraft(values);
  const path = values.path.trim() === '' ? documents : values.path.trim();
  const input: RouteInput<'workers.preview'> = { application, ...draft, ...(path === '' ? {} : { path }) };
  const preview = useDraftPreview('workers.preview', input);
  const findings = preview.shown?.findings ?? [];
  const problems = findingProblems(findings);

  const pages: WizardPage[] = [
    {
      id: 'about',
      title: words.about.title,
      lead: words.about.lead,
      fields: ['name', 'path', 'description'],
      content: (
        <AboutPage
          form={form}
          problems={problems}
          folder={preview.shown?.folder ?? null}
          documents={documents}
        />
      ),
    },
    {
      id: 'base',
      title: words.base.title,
      lead: words.base.lead,
      fields: ['baseImage'],
      content: <BasePage form={form} problems={problems} input={input} />,
    },
    {
      id: 'environments',
      title: words.environments.title,
      lead: words.environments.lead,
      fields: ['environments'],
      content: <EnvironmentsPage form={form} problems={problems} />,
    },
    { id: 'script', title: words.script.title, lead: words.script.lead, content: <ScriptPage form={form} /> },
    {
      id: 'review',
      title: words.review.title,
      lead: preview.shown?.folder == null ? undefined : words.review.lead(preview.shown.folder),
      blocked: errorsIn(findings).length > 0 ? words.review.hasErrors : null,
      content: (
        <DockerfilePage
          form={form}
          preview={preview.shown}
          commands={workerCommands({ values, path, application: applicationName })}
        />
      ),
    },
  ];

  function finish() {
    create.mutate(
      { application, path, ...draft, install: values.next },
      {
        onSuccess: ({ folder, installed }) => {
          kept.forget();
          notifyDone(installed === null ? words.written(folder) : words.installed(draft.name));
          navigate(
            installed === null
              ? paths.workers(application)
              : paths.worker(application, draft.name, installed.tasks.length > 0 ? 'build' : undefined),
          );
        },
        onError: preview.again,
      },
    );
  }
  return (
    <Wizard
      title={words.title}
      wizard={{ ...kept, problems }}
      pages={pages}
      findings={findings}
      isLooking={preview.isLooking}
      lookProblem={preview.error}
      onLookAgain={preview.again}
      action={words.actions[values.next]}
      onFinish={finish}
      hasDefaults
      busy={create.isPending}
      problem={create.error}
      onLeave={() => navigate(paths.workers(application))}
    />
  );
}
