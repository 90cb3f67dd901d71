import { expect, test } from 'vitest';
import { isSound, lastReachable, pageWith, problemsOn } from './pages.ts';

const pages = [
  { id: 'name', fields: ['name', 'folder'] },
  { id: 'doors', fields: ['options.scp'] },
  { id: 'rules', fields: ['options.filters'] },
  { id: 'review' },
];

test('a problem keeps people on the page of its field, and on no page of a field that only begins alike', () => {
  const problems = { 'options.scp.port': 'taken', 'options.scpOther': 'elsewhere' };
  expect(problemsOn(pages[1]!, problems)).toEqual({ 'options.scp.port': 'taken' });
  expect(isSound(pages[0]!, problems)).toBe(true);
  expect(isSound(pages[1]!, problems)).toBe(false);
  expect(pageWith(pages, problems)).toBe('doors');
  expect(pageWith(pages, { nowhere: 'x' })).toBeUndefined();
});

test('one may go as far as one has been, but not past something wrong or a page that is blocked', () => {
  expect(lastReachable(pages, 'rules', {})).toBe(2);
  expect(lastReachable(pages, 'review', { 'options.scp.port': 'taken' })).toBe(1);
  expect(lastReachable([{ id: 'name', blocked: 'checking' }, ...pages.slice(1)], 'review', {})).toBe(0);
});

test('a page that what was chosen has taken away leaves the first one to go to', () => {
  expect(lastReachable(pages, 'docker', {})).toBe(0);
});
