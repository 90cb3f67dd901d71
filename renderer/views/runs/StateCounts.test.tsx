// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { StateIcon } from '../../parts/index.ts';
import { renderPage } from '../../testing/index.ts';
import { StateCounts } from './StateCounts.tsx';

test('the name of a state does not turn, as what is in it does: a window that turns is drawn without a pause', async () => {
  renderPage(
    <>
      <StateCounts
        states={[{ state: 'running', label: 'Running', tone: 'running' }]}
        counts={{ states: { running: 2 }, isExact: true }}
        chosen={[]}
        onChange={() => undefined}
      />
      <div data-testid="row">
        <StateIcon tone="running" />
      </div>
    </>,
    {},
  );
  const button = await screen.findByRole('button', { name: /^Running 2$/ });
  expect(button.querySelector('[data-turning]')).toBeNull();
  expect(screen.getByTestId('row').querySelector('[data-turning]')).not.toBeNull();
});
