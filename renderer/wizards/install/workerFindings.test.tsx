// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import type { WorkerCheck } from '../../../contract/index.ts';
import { renderPage } from '../../testing/index.ts';
import { WorkerFindings } from './WorkerFindings.tsx';

const looked: WorkerCheck = { workers: [], findings: [] };

/** Looks at a worker where looking into its base image fails like this. */
function lookWith(failure: EngineError): { told: (WorkerCheck | null)[]; probed: boolean[] } {
  const told: (WorkerCheck | null)[] = [];
  const probed: boolean[] = [];
  renderPage(<WorkerFindings folder="/worker" onChecked={(check) => told.push(check)} />, {
    'workers.check': ({ probe = true }) => {
      probed.push(probe);
      if (probe) throw failure;
      return looked;
    },
  });
  return { told, probed };
}

test('without Docker a worker is looked at as far as that goes, and can be installed', async () => {
  const { told } = lookWith(new EngineError('docker-unavailable'));
  expect(await screen.findByText('Nothing to remark.')).toBeTruthy();
  expect(screen.getByText(/the base image was not looked into/)).toBeTruthy();
  expect(told.at(-1)).toEqual(looked);
});

test('what is wrong with the worker itself is told once', async () => {
  const { told, probed } = lookWith(new EngineError('worker-invalid', 'There is no folder /worker.'));
  expect(await screen.findAllByText('There is no folder /worker.')).toHaveLength(1);
  expect(told.at(-1)).toBeNull();
  expect(probed).not.toContain(false);
});
