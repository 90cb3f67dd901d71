import { expect, test } from 'vitest';
import { z } from 'zod';
import { asSentence } from './asSentence.ts';

test('a text that must not be empty is asked for in words, not in signs', () => {
  const message = z.string().min(1).safeParse('').error?.issues[0]?.message ?? '';
  expect(asSentence(message)).toBe('Must not be empty.');
  expect(asSentence('must be a UID')).toBe('Must be a UID.');
});
