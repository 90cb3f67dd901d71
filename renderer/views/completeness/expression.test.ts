import { expect, test } from 'vitest';
import { texts } from '../../texts/index.ts';
import { readExpression } from './expression.ts';

test('the place of an error is split off where it is, with the whole word that is wrong', () => {
  expect(readExpression('count(Modalty == "CT") >= 1')).toEqual({
    kind: 'wrong',
    message: expect.stringMatching(/^At character 7: expected one of Modality/),
    before: 'count(',
    at: 'Modalty',
    after: ' == "CT") >= 1',
  });
});

test('an error at the end marks the end, not the last character', () => {
  expect(readExpression('count() >=')).toMatchObject({ before: 'count() >=', at: '', after: '' });
});

test('a sign of two halves in text is not torn apart', () => {
  expect(readExpression('count() >= 1 😀')).toMatchObject({ at: '😀', after: '' });
});

test('blank is no expression rather than a wrong one', () => {
  expect(readExpression(' \n ').kind).toBe('empty');
});

test.each(texts.completeness.exampleList)('the example can be read: $meaning', ({ expression }) => {
  expect(readExpression(expression).kind).toBe('readable');
});
