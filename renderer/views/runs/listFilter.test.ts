import { expect, test } from 'vitest';
import {
  fromRequest,
  isEmpty,
  readAddress,
  toRequest,
  writeAddress,
  type AddressFilter,
} from './listFilter.ts';

const full: AddressFilter = {
  states: ['failed', 'timed-out'],
  job: 'a & b/c',
  service: 'lung = 1',
  channel: 'gpu',
  modality: 'CT',
  from: '2026-03-28',
  to: '2026-03-29',
  text: 'Müller^Änne "ValueError" 100%',
};

test('a filter comes out of the address as it went in, whatever is in it', () => {
  const address = writeAddress(full).toString();
  expect(readAddress('job-runs', new URLSearchParams(address))).toEqual(full);
  expect(isEmpty(full)).toBe(false);
  expect(isEmpty(readAddress('runs', new URLSearchParams('')))).toBe(true);
});

test('an address that somebody wrote by hand leaves out what means nothing', () => {
  const values = new URLSearchParams('state=failed,bogus,,active&from=2026-13-05&to=yesterday&job=x');
  expect(readAddress('job-runs', values)).toMatchObject({ states: ['failed'], from: '', to: '', job: 'x' });
  expect(readAddress('runs', values).states).toEqual(['failed', 'active']);
  expect(readAddress('runs', new URLSearchParams({ text: 'x'.repeat(5000) })).text).toHaveLength(200);
});

test('days are whole ones of this clock, the last one included, also where the clock was changed in between', () => {
  const asked = toRequest('job-runs', full);
  expect(asked.from).toBe(new Date(2026, 2, 28).getTime());
  expect(asked.to).toBe(new Date(2026, 2, 30).getTime());
  expect(fromRequest(asked)).toEqual(full);
  expect(toRequest('runs', readAddress('runs', new URLSearchParams()))).toEqual({});
});

test('the last day that can be written is an end as any other', () => {
  const open = readAddress('runs', new URLSearchParams('to=9999-12-31'));
  const asked = toRequest('runs', open);
  expect(asked).toEqual({ to: new Date(10_000, 0, 1).getTime() });
  expect(fromRequest(asked)).toEqual(open);
});
