import { useState } from 'react';
import { useLocation } from 'wouter';
import { errorsIn } from '../../../contract/index.ts';
import type { EngineError, RouteInput } from '../../../contract/index.ts';
import { toEngineError } from '../../../contract/index.ts';
import { useEngine, useRoute } from '../../engine/index.ts';
import { FindingsContext } from '../../forms/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { findingProblems, problemsAt, useDocumentsFolder, useDraftPreview } from '../drafting/index.ts';
import { useWizard, Wizard, type WizardPage } from '../frame/index.ts';
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
  const engine = useEngine();
  const words = texts.workerWizard;
  const [, navigate] = useLocation();
  const documents = useDocumentsFolder();
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<EngineError | null>(null);
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
  const problems = findingProblems(preview.current?.findings ?? []);
  const seen = findingProblems(preview.shown?.findings ?? []);

  /** Nobody waits for the answer about what was typed last, unless going on depends on it. */
  async function mayLeave(fields: readonly string[]): Promise<boolean> {
    try {
      const found = problemsAt(findingProblems((await preview.ask()).findings), fields);
      form.setErrors(found);
      return Object.keys(found).length === 0;
    } catch (thrown) {
      setProblem(toEngineError(thrown));
      return false;
    }
  }
  const checked = (fields: readonly string[]): Pick<WizardPage, 'fields' | 'onNext'> => ({
    fields,
    onNext: () => mayLeave(fields),
  });
  const pages: WizardPage[] = [
    {
      id: 'about',
      title: words.about.title,
      lead: words.about.lead,
      ...checked(['name', 'path', 'description']),
      content: (
        <AboutPage form={form} problems={seen} folder={preview.shown?.folder ?? null} documents={documents} />
      ),
    },
    {
      id: 'base',
      title: words.base.title,
      lead: words.base.lead,
      ...checked(['baseImage']),
      content: <BasePage form={form} problems={seen} input={input} />,
    },
    {
      id: 'environments',
      title: words.environments.title,
      lead: words.environments.lead,
      ...checked(['environments']),
      content: <EnvironmentsPage form={form} problems={seen} />,
    },
    { id: 'script', title: words.script.title, lead: words.script.lead, content: <ScriptPage form={form} /> },
    {
      id: 'review',
      title: words.review.title,
      lead: preview.shown?.folder == null ? undefined : words.review.lead(preview.shown.folder),
      blocked: errorsIn(preview.current?.findings ?? []).length > 0 ? words.review.hasErrors : null,
      content: (
        <DockerfilePage
          form={form}
          preview={preview.shown}
          error={preview.error}
          commands={workerCommands({ values, path, application: applicationName })}
        />
      ),
    },
  ];

  async function finish(): Promise<void> {
    setWorking(true);
    setProblem(null);
    try {
      const { folder } = await engine.request('workers.create', { application, path, ...draft });
      kept.forget();
      if (values.next === 'no') {
        notifyDone(words.written(folder));
        navigate(paths.workers(application));
        return;
      }
      const { workers, tasks } = await engine.request('workers.install', {
        application,
        path: folder,
        build: values.next === 'build',
      });
      notifyDone(words.installed(draft.name));
      navigate(
        paths.worker(application, workers[0]?.name ?? draft.name, tasks.length > 0 ? 'build' : undefined),
      );
    } catch (thrown) {
      setProblem(toEngineError(thrown));
    } finally {
      setWorking(false);
    }
  }
  return (
    <FindingsContext value={preview.shown?.findings ?? []}>
      <Wizard
        title={words.title}
        wizard={{ ...kept, problems }}
        pages={pages}
        action={words.actions[values.next]}
        onFinish={() => void finish()}
        hasDefaults
        busy={isWorking}
        problem={problem}
        onLeave={() => navigate(paths.workers(application))}
      />
    </FindingsContext>
  );
}
