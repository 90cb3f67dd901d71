import { useLocation } from 'wouter';
import { errorsIn } from '../../../contract/index.ts';
import type { ServiceExample } from '../../../contract/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { useDocumentsFolder, useDraftPreview } from '../drafting/index.ts';
import { findingProblems, useWizard, Wizard, type WizardPage } from '../frame/index.ts';
import { TriggerForm } from '../trigger/index.ts';
import { AboutPage } from './AboutPage.tsx';
import { ExamplePage } from './ExamplePage.tsx';
import { FilesPage } from './FilesPage.tsx';
import { JobPage } from './JobPage.tsx';
import { RulesPage } from './RulesPage.tsx';
import {
  draftOf,
  emptyService,
  readObject,
  serviceValuesSchema,
  triggerOf,
  type ServiceValues,
} from './serviceValues.ts';
import { TryPage } from './TryPage.tsx';

/** From an example to a service folder of one's own, with conditions as a form. */
export function ServiceWizard() {
  const examples = useRoute('services.examples', {});
  // The first page is a choice of them: the keyboard begins there.
  return <Answer query={examples}>{(list) => <WithExamples examples={list} />}</Answer>;
}

function WithExamples({ examples }: { examples: ServiceExample[] }) {
  const application = useApplicationId();
  const words = texts.serviceWizard;
  const [, navigate] = useLocation();
  const create = useAction('services.create');
  const documents = useDocumentsFolder();
  const name = useRoute('applications.get', { application }).data?.name ?? application;
  const kept = useWizard<ServiceValues>({
    name: `service.${application}`,
    schema: serviceValuesSchema,
    begin: emptyService,
    firstPage: 'example',
  });
  const { form } = kept;
  const values = form.getValues();
  const example = examples.find((one) => one.example === values.example);
  const draft = draftOf(values, example);
  const path = values.path.trim() === '' ? documents : values.path.trim();
  const preview = useDraftPreview('services.preview', {
    application,
    draft,
    install: values.install,
    ...(path === '' ? {} : { path }),
  });
  const findings = preview.shown?.findings ?? [];
  const problems = { ...findingProblems(findings), ...problemsHere(values) };

  const pages: WizardPage[] = [
    { id: 'example', ...words.example, content: <ExamplePage form={form} examples={examples} /> },
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
      id: 'trigger',
      title: words.trigger.title,
      lead: words.trigger.lead,
      fields: ['trigger'],
      content: (
        <TriggerForm
          trigger={triggerOf(values, example)}
          problems={withoutPrefix(form.errors)}
          onChange={(trigger) => {
            form.setFieldValue('trigger', trigger);
            form.clearErrors();
          }}
        />
      ),
    },
    {
      id: 'job',
      title: words.job.title,
      lead: words.job.lead,
      fields: ['grouping', 'timeout', 'channel', 'dependsOn', 'params'].map((field) => `job.${field}`),
      content: <JobPage form={form} problems={problems} example={example} />,
    },
    {
      id: 'rules',
      title: words.rules.title,
      lead: words.rules.lead,
      fields: ['job.retries', 'job.onDependencyFailure', 'job.resources'],
      content: <RulesPage form={form} problems={problems} />,
    },
    {
      id: 'try',
      title: words.try.title,
      lead: words.try.lead,
      content: <TryPage form={form} draft={draft} />,
    },
    {
      id: 'files',
      title: words.files.title,
      lead: preview.shown?.folder == null ? undefined : words.files.lead(preview.shown.folder),
      blocked: errorsIn(findings).length > 0 ? words.files.hasErrors : null,
      content: <FilesPage form={form} preview={preview.shown} application={name} />,
    },
  ];

  function finish() {
    const { install } = values;
    create.mutate(
      { application, draft, path, install },
      {
        onSuccess: ({ folder, installed }) => {
          kept.forget();
          notifyDone(installed === null ? words.created(folder) : words.installed(installed.name));
          navigate(
            installed === null ? paths.services(application) : paths.service(application, installed.name),
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
      action={values.install === 'no' ? words.create : words.createAndInstall}
      onFinish={finish}
      hasDefaults
      busy={create.isPending}
      problem={create.error}
      onLeave={() => navigate(paths.services(application))}
    />
  );
}

/** What can be told without the engine. */
function problemsHere({ job: { params } }: ServiceValues): Record<string, string> {
  const isObject = params === null || readObject(params) !== null;
  return isObject ? {} : { 'job.params': texts.serviceWizard.job.noObject };
}

/** Paths in the trigger, in place of those in the form. */
function withoutPrefix(errors: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([path, problem]) =>
      path.startsWith('trigger') && typeof problem === 'string'
        ? [[path.replace(/^trigger\.?/, ''), problem]]
        : [],
    ),
  );
}
