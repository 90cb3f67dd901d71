import { expect, test } from 'vitest';
import { finding } from '../../../contract/index.ts';
import { findingProblems } from './findingProblems.ts';

test('each field gets its first error with the advice; warnings and what is about no field keep nobody', () => {
  const problems = findingProblems([
    finding('warning', 'a', 'only a remark', { field: 'name' }),
    finding('error', 'b', 'Must not be empty.', { field: 'name', advice: 'Type one.' }),
    finding('error', 'c', 'said later', { field: 'name' }),
    finding('error', 'd', 'about nothing that stands in the form'),
    finding('error', 'e', 'Unknown keyword.', { field: 'trigger.conditions.0.keyword' }),
  ]);
  expect(problems).toEqual({
    name: 'Must not be empty. Type one.',
    'trigger.conditions.0.keyword': 'Unknown keyword.',
  });
});
