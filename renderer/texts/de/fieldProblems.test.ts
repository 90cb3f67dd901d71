import { expect, test } from 'vitest';
import { applicationNameSchema } from '../../../contract/index.ts';
import { speakGerman } from './index.ts';

// As in renderer/main.tsx: before any module that shows words.
speakGerman();
const { asSentence } = await import('../../forms/index.ts');
const { german } = await import('./german.ts');

const sources = import.meta.glob<string>('../../../contract/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

test('all that the contract says of a field has German words', () => {
  const inContract = Object.entries(sources)
    .filter(([file]) => !file.includes('.test.'))
    .flatMap(([, source]) => [...source.matchAll(/(['`])(must [^\n]+?)\1/g)])
    // A number that is filled in is some number.
    .map(([, , message = '']) => message.replaceAll(/\$\{\w+\}/g, '12').replaceAll(String.raw`\\`, '\\'));
  expect(inContract).toContain('must not be empty');
  expect(inContract).toContain('must have at most 12 conditions');
  // In words of its own, or of a pattern: in English each begins as the contract does.
  const unknown = inContract.filter(
    (message) => !Object.hasOwn(german.contractSays, message) && asSentence(message).startsWith('Must '),
  );
  expect(unknown).toEqual([]);
});

test('a field that is wrong says so in German', () => {
  const problems = [' ', 'a/b', 'x'.repeat(101)].map(
    (name) => applicationNameSchema.safeParse(name).error?.issues[0]?.message ?? '',
  );
  expect(problems.map(asSentence)).toEqual([
    'Darf nicht leer sein.',
    String.raw`Ohne / \ : * ? " < > |.`,
    'Höchstens 100 Zeichen.',
  ]);
});
