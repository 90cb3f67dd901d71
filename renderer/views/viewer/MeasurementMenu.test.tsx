// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { EngineError, type RouteOutput } from '../../../contract/index.ts';
import type { ImagingModule } from '../../images/index.ts';
import { exampleMeasurement, renderPage } from '../../testing/index.ts';
import { MeasurementMenu } from './MeasurementMenu.tsx';
import { useMeasurements } from './useMeasurements.ts';

const study: Partial<RouteOutput<'studies.get'>> = { id: 'study', series: [] };

/** What draws, as far as measurements need it. */
function imagingOf(drawn: string[]) {
  const imaging: Partial<ImagingModule> = {
    writeBeside: () => undefined,
    watchMeasurements: () => ({ know: () => undefined, forget: () => undefined, end: () => undefined }),
    restoreMeasurements: (_, measurements) => void drawn.push(...measurements.map(({ id }) => id)),
  };
  return imaging as ImagingModule;
}

test('measurements that cannot be read are not said to be none, and are read again where one asks for it', async () => {
  const drawn: string[] = [];
  const imaging = imagingOf(drawn);
  function Shown() {
    const measurements = useMeasurements(imaging, 'study');
    return <MeasurementMenu study={study as never} measurements={measurements} onShow={() => undefined} />;
  }
  let isBroken = true;
  const user = renderPage(<Shown />, {
    'measurements.list': () => {
      if (isBroken) throw new EngineError('database-failed');
      return { measurements: [exampleMeasurement] };
    },
  });
  await user.click(screen.getByRole('button', { name: 'Measurements' }));
  expect(await screen.findByText(/history cannot be read/)).toBeTruthy();
  expect(screen.queryByText(/Nothing is measured/)).toBeNull();
  expect(screen.queryByRole('button', { name: /Save as CSV/ })).toBeNull();
  isBroken = false;
  await user.click(screen.getByRole('button', { name: /again/ }));
  expect(await screen.findByRole('button', { name: /Save as CSV/ })).toBeTruthy();
  expect(drawn).toEqual(['one']);
});
