// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { RouteOutput } from '../../../contract/index.ts';
import type { ImagingModule } from '../../images/index.ts';
import { exampleMeasurement, renderPage } from '../../testing/index.ts';
import type { ImageTarget } from './imageTarget.ts';
import { Viewer } from './Viewer.tsx';

// What draws needs a page with a canvas: which series and image a picture is to show is all that matters here.
vi.mock('./SeriesPane.tsx', () => ({
  SeriesPane: ({ id, series, target }: { id: string; series: string; target: ImageTarget | null }) => (
    <output aria-label={id}>{`${series} ${target?.SOPInstanceUID ?? 'middle'}`}</output>
  ),
}));
const imaging: Partial<ImagingModule> = {
  takeTool: () => undefined,
  showReferenceLines: () => undefined,
  writeBeside: () => undefined,
  restoreMeasurements: () => undefined,
  watchMeasurements: () => ({ know: () => undefined, forget: () => undefined, end: () => undefined }),
};
const seriesOf = (id: string) => ({
  id,
  SeriesInstanceUID: id,
  Modality: 'CT',
  SeriesNumber: '1',
  SeriesDescription: id,
  BodyPartExamined: '',
  instanceCount: 3,
  bytes: 1,
});
const study: Partial<RouteOutput<'studies.get'>> = {
  id: 'study',
  PatientName: '',
  PatientID: '',
  StudyDate: '',
  StudyDescription: '',
  series: [seriesOf('axial'), seriesOf('coronal')],
};
const measured = { ...exampleMeasurement, series: 'coronal' };

test('a second picture begins anew, whatever the one before was led to', async () => {
  const user = renderPage(
    <Viewer
      imaging={imaging as ImagingModule}
      study={study as RouteOutput<'studies.get'>}
      first={null}
      firstImage={null}
    />,
    {
      'measurements.list': () => ({ measurements: [measured] }),
      'viewer.overlays': () => ({ segmentations: [], results: [] }),
    },
  );
  const beside = screen.getByRole('button', { name: 'Two pictures side by side' });
  await user.click(beside);
  const right = () => screen.getByRole('status', { name: 'right' }).textContent;
  expect(right()).toBe('coronal middle');
  await user.click(await screen.findByRole('button', { name: /Measurements \(1\)/ }));
  await user.click(await screen.findByRole('button', { name: /^Length.*image 1/ }));
  expect(right()).toBe('coronal 1.2.3');
  await user.click(beside);
  expect(screen.queryByRole('status', { name: 'right' })).toBeNull();
  expect(screen.getByRole('status', { name: 'left' }).textContent).toBe('axial middle');
  await user.click(beside);
  expect(right()).toBe('coronal middle');
});
