// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import { renderPage } from '../../testing/index.ts';
import { ContainerView } from './ContainerView.tsx';

test('what keeps Docker from telling of a container is said above what the container printed', async () => {
  renderPage(<ContainerView container="imaging-1" />, {
    'containers.list': () => {
      throw new EngineError('docker-unavailable', 'Docker does not answer.');
    },
    'containers.logs': () => ({ lines: [], older: null, newer: 0, atEnd: true, droppedBytes: 0 }),
  });
  expect((await screen.findByRole('alert')).textContent).toContain('Docker does not answer.');
  expect(screen.getByRole('heading', { level: 1, name: 'imaging-1' })).toBeTruthy();
});
