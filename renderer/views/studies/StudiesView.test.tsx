// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { StudySummary } from '../../../contract/index.ts';
import { renderPage } from '../../testing/index.ts';
import { StudiesView } from './StudiesView.tsx';

const study = (id: string, patient: string): StudySummary => ({
  id,
  patient,
  PatientID: patient,
  PatientName: `${patient}^Anna`,
  StudyInstanceUID: `1.2.${id}`,
  StudyDate: '20240311',
  StudyTime: '',
  StudyDescription: `study ${id}`,
  AccessionNumber: '',
  ModalitiesInStudy: ['CT'],
  seriesCount: 1,
  instanceCount: 1,
  bytes: 1,
  lastInstanceAt: 0,
  patientStudyCount: patient === 'Meyer' ? 2 : 1,
});

it('asks for what was typed last only, tells of names that are none, and leads to it with a slash', async () => {
  const asked: (string | undefined)[] = [];
  const user = renderPage(<StudiesView />, {
    'studies.list': ({ search }) => {
      asked.push(search);
      return {
        rows: [],
        nextCursor: null,
        total: 0,
        isTotalExact: true,
        unknownNames: search?.includes('Colour') === true ? ['Colour'] : [],
      };
    },
  });
  await screen.findByText('No studies yet');
  await user.keyboard('/');
  const field = screen.getByRole('textbox', { name: 'Search studies' });
  expect(document.activeElement).toBe(field);
  await user.keyboard('Colour:red');
  await screen.findByText(/“Colour:” is no element/);
  await screen.findByText('No study matches');
  expect(asked).toEqual([undefined, 'Colour:red']);
  await user.click(screen.getByRole('button', { name: 'Clear search' }));
  await waitFor(() => expect(screen.queryByText('No study matches')).toBeNull());
});

it('says that more match than were counted', async () => {
  renderPage(<StudiesView />, {
    'studies.list': () => ({
      rows: [study('1', 'Meyer'), study('2', 'Meyer'), study('3', 'Kaya')],
      nextCursor: null,
      total: 10_000,
      isTotalExact: false,
      unknownNames: [],
    }),
  });
  expect(await screen.findByText('More than 10,000 studies')).toBeDefined();
});

it('explains how to search, with every element that can be named', async () => {
  const user = renderPage(<StudiesView />, {
    'studies.list': () => ({ rows: [], nextCursor: null, total: 0, isTotalExact: true, unknownNames: [] }),
  });
  await user.click(screen.getByRole('button', { name: 'How to search' }));
  const help = await screen.findByRole('dialog');
  expect(within(help).getByText(/BodyPartExamined \(body\)/)).toBeDefined();
  expect(within(help).getByText(/KVP/)).toBeDefined();
});
