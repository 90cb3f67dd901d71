import { expect, it } from 'vitest';
import { applicationNameSchema, isReservedOnWindows, workerNameSchema } from './index.ts';

it('names of devices are known with any ending and in any case, and nothing that only begins like one', () => {
  for (const name of ['con', 'NUL', 'aux.txt', 'Com1', 'lpt9.tar.gz', 'com¹', 'CONIN$', 'prn.'])
    expect([name, isReservedOnWindows(name)]).toEqual([name, true]);
  for (const name of ['console', 'con-1', 'com', 'com10', 'a.con', 'nulls.txt', ''])
    expect([name, isReservedOnWindows(name)]).toEqual([name, false]);
});

it('a name that Windows keeps for itself is refused for applications and workers', () => {
  for (const schema of [applicationNameSchema, workerNameSchema])
    expect(schema.safeParse('com0').error?.issues[0]?.message).toMatch(/Windows keeps/);
});
