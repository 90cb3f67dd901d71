import { useState } from 'react';
import { useLocation } from 'wouter';
import type { EngineError } from '../../../contract/index.ts';
import { folderIn, useApplicationCheck } from '../../forms/index.ts';
import { paths } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { pageWith, useWizard, Wizard, type WizardPage } from '../frame/index.ts';
import { checkInput, newApplication, problemsOf, valuesSchema } from './applicationValues.ts';
import { PlacePage } from './PlacePage.tsx';
import { ArrivalPage, FilterPage } from './ProcessingPages.tsx';
import { DicomPage, HttpPage } from './DoorPages.tsx';
import { ReviewPage } from './ReviewPage.tsx';
import { RuntimePage } from './RuntimePage.tsx';
import { useCreate } from './useCreate.ts';
import { whereItBelongs } from './whereItBelongs.ts';

/** Creates an application; `first`: there is none yet, and nowhere to go back to. */
export function ApplicationWizard({ first = false }: { first?: boolean }) {
  const words = texts.applicationWizard;
  const [, navigate] = useLocation();
  const [problem, setProblem] = useState<EngineError | null>(null);
  const wizard = useWizard({
    name: 'application',
    schema: valuesSchema,
    begin: newApplication,
    firstPage: 'place',
    check: problemsOf,
  });
  const { form } = wizard;
  const values = form.getValues();
  const check = useApplicationCheck(checkInput(values));
  const { findings, isLooking } = check;
  const folder = check.folder ?? folderIn(values.folder, values.name) ?? null;
  const { create, isPending } = useCreate();

  const pages: WizardPage[] = [
    {
      id: 'place',
      title: words.place,
      lead: words.placeLead,
      fields: ['name', 'folder', 'dataFolder'],
      content: <PlacePage form={form} folder={values.name.trim() === '' ? null : folder} />,
    },
    {
      id: 'runtime',
      title: texts.life.runtime,
      lead: words.runtimeLead,
      fields: ['runtime', 'docker'],
      content: <RuntimePage form={form} />,
    },
    {
      id: 'dicom',
      title: words.dicom,
      lead: words.dicomLead,
      fields: ['scp'],
      content: <DicomPage form={form} />,
    },
    {
      id: 'http',
      title: words.http,
      lead: words.httpLead,
      fields: ['http'],
      content: <HttpPage form={form} />,
    },
    {
      id: 'filters',
      title: words.filters,
      lead: texts.filters.lead,
      fields: ['filters'],
      content: <FilterPage form={form} />,
    },
    {
      id: 'arrival',
      title: words.arrival,
      lead: words.arrivalLead,
      fields: ['grouping', 'quietSeconds', 'completeness'],
      content: <ArrivalPage form={form} />,
    },
    {
      id: 'review',
      title: words.review,
      lead: words.reviewLead,
      content: <ReviewPage values={values} folder={folder} findings={findings} />,
    },
  ];

  function finish() {
    setProblem(null);
    create(values, {
      onDone(application) {
        wizard.forget();
        navigate(paths.overview(application));
      },
      onRefused(error) {
        const atFields = whereItBelongs(error, folderIn(values.folder, values.name) ?? '');
        form.setErrors(atFields);
        const page = pageWith(pages, atFields);
        if (page === undefined) setProblem(error);
        else wizard.goTo(page);
      },
    });
  }

  return (
    <Wizard
      title={first ? words.firstTitle : words.title}
      wizard={wizard}
      pages={pages}
      findings={findings}
      isLooking={isLooking}
      hasDefaults
      action={words.create}
      onFinish={finish}
      busy={isPending}
      problem={problem}
      {...(first ? {} : { onLeave: () => navigate(paths.home()) })}
    />
  );
}
