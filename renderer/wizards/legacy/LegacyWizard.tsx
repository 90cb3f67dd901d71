import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { EngineError } from '../../../contract/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { useApplicationCheck } from '../../forms/index.ts';
import { paths } from '../../navigation/index.ts';
import { notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { useWizard, Wizard, type WizardPage } from '../frame/index.ts';
import { ChoicePage } from './ChoicePage.tsx';
import { LegacyReview } from './LegacyReview.tsx';
import { draftSchema, importInput, newImport } from './legacyValues.ts';
import { PartsPage } from './PartsPage.tsx';
import { TargetPage } from './TargetPage.tsx';

/** Quiet time before another configuration is looked at, in milliseconds. */
const typingMs = 400;

/** Brings an application of the old command-line tool over. */
export function LegacyWizard() {
  const words = texts.legacyWizard;
  const [, navigate] = useLocation();
  const bring = useAction('legacy.import');
  const takeNetwork = useAction('legacy.import_network', notifyError);
  const [problem, setProblem] = useState<EngineError | null>(null);
  const wizard = useWizard({
    name: 'import-legacy',
    schema: draftSchema,
    begin: newImport,
    firstPage: 'choice',
  });
  const { form } = wizard;
  const values = form.getValues();
  const [configFile] = useDebouncedValue(values.configFile.trim(), typingMs);
  const look = useRoute('legacy.look', configFile === '' ? {} : { configFile }, { keep: false });
  const old = look.data?.applications.find(({ name }) => name === values.application);
  const input = old === undefined ? null : importInput(values, old);
  const { folder, findings, isLooking } = useApplicationCheck(
    input === null ? null : { ...(input.name === undefined ? {} : { name: input.name }), ...placeOf(input) },
  );

  const pages: WizardPage[] = [
    {
      id: 'choice',
      title: words.choice,
      lead: words.choiceLead,
      blocked: old === undefined || old.problem !== null ? words.noChoice : null,
      content: <ChoicePage form={form} look={look} />,
    },
    {
      id: 'parts',
      title: words.parts,
      lead: words.partsLead,
      content: look.data !== undefined && old !== undefined && (
        <PartsPage form={form} old={old} network={look.data.network} />
      ),
    },
    {
      id: 'target',
      title: words.target,
      lead: words.targetLead,
      fields: ['name', 'folder'],
      content: old !== undefined && <TargetPage form={form} old={old} folder={folder} />,
    },
    {
      id: 'review',
      title: words.review,
      lead: words.reviewLead,
      content: old !== undefined && (
        <LegacyReview values={values} old={old} folder={folder} findings={findings} />
      ),
    },
  ];

  function finish() {
    if (input === null) return;
    setProblem(null);
    bring.mutate(input, {
      onSuccess(task) {
        if (values.network) takeNetwork.mutate(configFile === '' ? {} : { configFile });
        wizard.forget();
        navigate(paths.generalTask(task.id));
      },
      onError: setProblem,
    });
  }

  return (
    <Wizard
      title={words.title}
      wizard={wizard}
      pages={pages}
      findings={findings}
      isLooking={isLooking}
      action={words.bring}
      onFinish={finish}
      busy={bring.isPending}
      problem={problem}
      onLeave={() => navigate(paths.home())}
    />
  );
}

function placeOf({ folder }: { folder?: string | undefined }): { folder?: string } {
  return folder === undefined ? {} : { folder };
}
