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

function show() {
  const seen: Period[] = [];
  renderPage(<Shown seen={seen} />);
  const last = screen.getByLabelText<HTMLInputElement>('Last day');
  const change = (value: string) => fireEvent.change(last, { target: { value } });
  return { seen, last, change };
}

test('typing the last day leaves the first one as it is, whatever days are come through', () => {
  const { seen, last, change } = show();
  // As a browser tells 11/30/2026, digit by digit.
  for (const value of ['2026-01-10', '2026-11-10', '2026-11-03', '2026-11-30', '0002-11-30', '0202-11-30']) {
    fireEvent.keyDown(last, { key: '1' });
    change(value);
    expect(last.value).toBe(value);
  }
  change('2026-11-30');
  expect(seen).toEqual([]);
  fireEvent.blur(last);
  expect(seen).toEqual([{ from: '2026-05-04', to: '2026-11-30' }]);
  fireEvent.keyDown(last, { key: '2' });
  change('2026-12-30');
  fireEvent.keyDown(last, { key: 'Enter' });
  expect(seen.at(-1)).toEqual({ from: '2026-05-04', to: '2026-12-30' });
  fireEvent.keyDown(last, { key: 'Backspace' });
  change('');
  fireEvent.blur(last);
  expect(last.value).toBe('2026-12-30');
});

test('a day that is chosen in the calendar is taken at once, and takes the first one along where it lies before', () => {
  const { seen, change } = show();
  change('2025-01-01');
  expect(seen).toEqual([{ from: '2025-01-01', to: '2025-01-01' }]);
});
