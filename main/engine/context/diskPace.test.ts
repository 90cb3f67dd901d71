import { expect, it } from 'vitest';
import { createDiskPace } from './diskPace.ts';

it('a disk that was slow once is not waited for again before some time has passed', () => {
  let now = 10;
  const pace = createDiskPace(() => now);
  expect(pace.isFast()).toBe(true);
  pace.took(0.3);
  expect(pace.isFast()).toBe(true);
  pace.took(13);
  expect(pace.isFast()).toBe(false);
  now += 1999;
  expect(pace.isFast()).toBe(false);
  now += 1;
  expect(pace.isFast()).toBe(true);
});
