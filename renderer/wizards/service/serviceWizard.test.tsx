// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { finding } from '../../../contract/index.ts';
import type { RouteOutput, StudySummary } from '../../../contract/index.ts';
import { renderPage, type FakeEngine } from '../../testing/index.ts';
import { ServiceWizard } from './ServiceWizard.tsx';
import { emptyService } from './serviceValues.ts';

const answers: FakeEngine = {
  'services.examples': () => [
    {
      example: 'empty',
      title: 'Empty',
      description: '',
      needs: '',
      job: { grouping: null, timeout: '1h', params: {} },
      trigger: { match: 'all', conditions: [] },
    },
  ],
  'services.preview': () => preview,
};
const preview: RouteOutput<'services.preview'> = { folder: '/d/lung', files: [], findings: [], command: [] };

const study: StudySummary = {
  id: 's1',
  patient: 'p1',
  StudyInstanceUID: '1.2',
  StudyDate: '20260101',
  StudyTime: '',
  StudyDescription: 'Thorax',
  AccessionNumber: '',
  PatientID: 'P',
  PatientName: 'Doe^Ada',
  ModalitiesInStudy: ['CT'],
  seriesCount: 1,
  instanceCount: 1,
  bytes: 1,
  lastInstanceAt: 0,
  patientStudyCount: 1,
};

/** As if the wizard had been left on a page with a name. */
const leaveAt = (page: string) =>
  localStorage.setItem(
    'dcm-processor.wizard.service.demo',
    JSON.stringify({ values: { ...emptyService, name: 'lung' }, page, furthest: page }),
  );

const pageOf = (title: string) => screen.findByRole('heading', { level: 2, name: title });

test('what the engine warns of stands at its field', async () => {
  leaveAt('about');
  renderPage(<ServiceWizard />, {
    ...answers,
    'services.preview': () => ({
      ...preview,
      findings: [finding('warning', 'x', 'That folder is on a slow disk.', { field: 'path' })],
    }),
  });
  expect(await screen.findByText('That folder is on a slow disk.')).toBeTruthy();
});

test('an engine that is gone is told of on the page on show', async () => {
  leaveAt('about');
  const { 'services.examples': examples } = answers;
  renderPage(<ServiceWizard />, { 'services.examples': examples! });
  expect(await screen.findByRole('alert')).toBeTruthy();
});

test('the study that it was tried on is still chosen after going on and back', async () => {
  leaveAt('try');
  const user = renderPage(<ServiceWizard />, {
    ...answers,
    'studies.list': () => ({
      rows: [study],
      total: 1,
      nextCursor: null,
      isTotalExact: true,
      unknownNames: [],
    }),
    'studies.get': () => ({ ...study, series: [], otherPatientIDs: [], runs: [] }),
  });
  await user.click(await screen.findByRole('combobox', { name: /^Study/ }));
  await user.click(within(await screen.findByRole('listbox')).getByRole('option', { name: /Thorax/ }));
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await pageOf('Look and write');
  await user.click(screen.getByRole('button', { name: 'Back' }));
  await pageOf('Try it');
  expect(await screen.findByDisplayValue(/Thorax/)).toBeTruthy();
  const kept = localStorage.getItem('dcm-processor.wizard.service.demo');
  expect(kept).toContain('s1');
  // Whose it is stays in the archive.
  expect(kept).not.toContain('Doe');
});

test('where there are no images to try it on, the trial leads to where they are brought in', async () => {
  leaveAt('try');
  renderPage(<ServiceWizard />, {
    ...answers,
    'studies.list': () => ({ rows: [], total: 0, nextCursor: null, isTotalExact: true, unknownNames: [] }),
  });
  expect(await screen.findByText('The archive is empty')).toBeTruthy();
  const way = screen.getByRole('link', { name: 'Open the overview' });
  expect(way.getAttribute('href')).toBe('/a/demo');
});
