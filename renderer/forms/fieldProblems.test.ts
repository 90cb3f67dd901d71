import { expect, test } from 'vitest';
import { z } from 'zod';
import { routes, type RouteName } from '../../contract/index.ts';
import { fieldProblems } from './fieldProblems.ts';

/** The engine's refusal of an input. */
function refusal(route: RouteName, input: unknown) {
  const { error } = routes[route].input.safeParse(input);
  if (error === undefined) throw new Error('the engine would take it');
  return { code: 'validation-failed' as const, details: `${route}: ${z.prettifyError(error)}` };
}

test('each field gets the first thing that is wrong with it, as a sentence', () => {
  expect([...fieldProblems(refusal('applications.create', { name: ' ', folder: 'x'.repeat(5000) }))]).toEqual(
    [
      ['name', 'Must not be empty.'],
      ['folder', expect.stringMatching(/^Too big.*\.$/)],
    ],
  );
});

test('a field within options is named with its path', () => {
  const options = { quietSeconds: -1, slots: 1.5 };
  const problems = fieldProblems(refusal('applications.set_options', { application: 'a', options }));
  expect([...problems.keys()]).toEqual(['options.quietSeconds', 'options.slots']);
});

test('any other error belongs to no field', () => {
  expect(fieldProblems({ code: 'disk-failed', details: '✖ x\n  → at name' }).size).toBe(0);
  expect(fieldProblems({ code: 'validation-failed' }).size).toBe(0);
});
