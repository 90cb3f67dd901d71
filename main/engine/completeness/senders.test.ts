import { expect, it } from 'vitest';
import { applicationOptionsSchema } from '../../../contract/index.ts';
import { quietMsOf } from './senders.ts';

const quietOf = (sender: string, ...patterns: string[]) =>
  quietMsOf(
    applicationOptionsSchema.parse({
      quietSeconds: 30,
      completeness: {
        quietTimes: patterns.map((pattern, index) => ({ sender: pattern, quietSeconds: index + 1 })),
      },
    }),
    sender,
  );

it.each([
  ['CT1 (192.168.1.5)', 'CT1'],
  ['CT1 (192.168.1.5)', 'ct*'],
  ['CT1 (192.168.1.5)', '*(192.168.1.*)'],
  ['CT1 (192.168.1.5)', 'CT1 (192.168.1.5)'],
  ['/data/in (old)/x', '/data/*/x'],
  ['MR (north) (10.0.0.1)', 'MR (north)'],
])('finds %s by %s', (sender, pattern) => {
  expect(quietOf(sender, 'CT12', pattern)).toBe(2000);
});

it.each([
  ['CT12 (192.168.1.5)', 'CT1'],
  ['CT1 (192.168.1.5)', '192.168.1.5'],
  ['/data/in', '/data/i'],
  ['CT1 (10.0.0.1)', 'C.1'],
])('does not take %s for %s', (sender, pattern) => {
  expect(quietOf(sender, pattern)).toBe(30_000);
});

it('takes the first that fits, and the time of the application for imports, which have no sender', () => {
  expect(quietOf('CT1 (a)', '*', 'CT1')).toBe(1000);
  expect(quietOf('', '*')).toBe(30_000);
});

it('is not stopped by a pattern that was made to take long', () => {
  expect(quietOf('a'.repeat(1000), `${'*a'.repeat(400)}b`)).toBe(30_000);
});
