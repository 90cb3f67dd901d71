// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { renderPage } from '../testing/index.ts';
import type { Period } from './period.ts';
import { PeriodBar } from './PeriodBar.tsx';

function Shown({ seen }: { seen: Period[] }) {
  const [period, setPeriod] = useState<Period>({ from: '2026-05-04', to: '2026-05-10' });
  const change = (next: Period) => {
    seen.push(next);
    setPeriod(next);
  };
  return <PeriodBar period={period} names={['week']} onChange={change} />;
}

test('typing the year of the last day leaves the first one as it is', () => {
  const seen: Period[] = [];
  renderPage(<Shown seen={seen} />);
  const last = screen.getByLabelText<HTMLInputElement>('Last day');
  for (const value of ['0002-06-30', '0020-06-30', '0202-06-30', '', '2027-06-30']) {
    fireEvent.change(last, { target: { value } });
    expect(last.value).toBe(value);
  }
  expect(seen).toEqual([{ from: '2026-05-04', to: '2027-06-30' }]);
  // One that lies before the first takes it along.
  fireEvent.change(last, { target: { value: '2025-01-01' } });
  expect(seen.at(-1)).toEqual({ from: '2025-01-01', to: '2025-01-01' });
});
