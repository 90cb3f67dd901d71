// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { RouteOutput } from '../../../contract/index.ts';
import { renderPage } from '../../testing/index.ts';
import { FilesTab } from './FilesTab.tsx';
import type { JobRun } from './types.ts';

/** Of a job run, only its files are looked at here. */
const jobWith = (paths: readonly string[]): JobRun => {
  const files = paths.map((path) => ({ path, size: 10, modifiedAt: 0 }));
  return { id: 'j', run: 'r', application: 'demo', finishedAt: 1, files } as Partial<JobRun> as JobRun;
};

test('studies of DICOM results are told one by one', async () => {
  const studies = ['CT Thorax', 'CT Abdomen'].map((StudyDescription) => ({
    id: StudyDescription,
    StudyDescription,
  }));
  renderPage(<FilesTab job={jobWith(['out/1.dcm'])} />, {
    'runs.get': () => ({ studies }) as Partial<RouteOutput<'runs.get'>> as RouteOutput<'runs.get'>,
  });
  const link = await screen.findByRole('link', { name: 'CT Abdomen' });
  expect(link.parentElement?.textContent).toMatch(/CT Thorax, CT Abdomen$/);
});

test('what is seen at first is a file that stands in the table', async () => {
  const many = Array.from({ length: 300 }, (_, index) => `part-${index}.bin`);
  renderPage(<FilesTab job={jobWith([...many, 'values.json'])} />);
  await screen.findByText('part-0.bin');
  expect(screen.queryByText(/values\.json/)).toBeNull();
});
