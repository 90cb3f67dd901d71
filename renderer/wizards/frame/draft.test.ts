// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { draftText, forgetDraft, keepDraft, readDraft } from './draft.ts';

const schema = z.object({ name: z.string(), port: z.number().or(z.nan()) });
afterEach(() => localStorage.clear());

test('what is kept is there again as it was, an emptied number as well, until it is forgotten', () => {
  const draft = { values: { name: 'lung', port: Number.NaN }, page: 'b', furthest: 'c' };
  keepDraft('tried', draftText(draft));
  expect(readDraft('tried', schema)).toEqual(draft);
  expect(readDraft('other', schema)).toBeNull();
  forgetDraft('tried');
  expect(readDraft('tried', schema)).toBeNull();
});

test('what another version kept, or half of it, is as if there were nothing', () => {
  for (const kept of [
    draftText({ values: { name: 'lung' }, page: 'b', furthest: 'c' }),
    draftText({ values: { name: 1, port: 2 }, page: 'b', furthest: 'c' }),
    '{"values":{"name":"lu',
    'null',
  ]) {
    keepDraft('tried', kept);
    expect(readDraft('tried', schema)).toBeNull();
  }
});
