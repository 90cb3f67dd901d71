// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import type { CheckResult, ListedCheck } from '../../../contract/index.ts';
import { renderPage } from '../../testing/index.ts';
import { DiagnosticsView } from './DiagnosticsView.tsx';

const listed: ListedCheck[] = [
  { check: 'engine', application: null, applicationName: null, isOnlyAsked: false },
  { check: 'ports', application: 'gone', applicationName: 'Gone', isOnlyAsked: false },
  { check: 'peers', application: 'gone', applicationName: 'Gone', isOnlyAsked: true },
];
const well = (check: CheckResult['check']): CheckResult => ({
  check,
  application: null,
  state: 'ok',
  found: 'The engine runs.',
  advice: null,
  command: null,
  facts: [],
  fix: null,
  tookMs: 1,
});

test('a check that cannot be done is wrong, says why, and is done with', async () => {
  let asked = 0;
  const user = renderPage(<DiagnosticsView />, {
    'diagnostics.list': () => listed,
    'diagnostics.check': ({ check }) => {
      if (check === 'peers') asked += 1;
      if (check !== 'engine') throw new EngineError('application-not-found');
      return well(check);
    },
  });
  expect(await screen.findByText('1 wrong')).toBeDefined();
  const ports = screen.getByRole('listitem', { name: 'Check 2: Ports' });
  expect(ports.textContent).toContain('There is no such application.');
  expect(ports.dataset['state']).toBe('failed');

  const peers = screen.getByRole('listitem', { name: 'Check 3: Peers' });
  await user.click(within(peers).getByRole('button', { name: 'Call them' }));
  expect(await within(peers).findByText('There is no such application.')).toBeDefined();
  await user.click(within(peers).getByRole('button', { name: 'Call them' }));
  await screen.findByText('2 wrong');
  expect(asked).toBe(2);
});

test('what the window could not be asked about itself is told', async () => {
  renderPage(<DiagnosticsView />, { 'diagnostics.list': () => [] });
  const own = await screen.findByRole('alert');
  expect(own.textContent).toContain('The engine could not be started.');
});
