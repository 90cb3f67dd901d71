import { expect, test } from 'vitest';
import { hasCredentials, withoutSecrets } from './sourceAddress.ts';

test('what lets somebody in is neither shown nor kept, however it stands in the address', () => {
  for (const typed of [
    'https://ada:hunter2@git.example/a.git',
    'https://hunter2@git.example/a.git',
    'https://ada:hunter2@',
    'https://example.org/a.zip?access_token=hunter2&raw=1',
    'https://example.org/a.zip?X-Amz-Signature=hunter2#x',
    'ssh://git:hunter2@git.example/a.git',
  ])
    expect(withoutSecrets(typed)).not.toContain('hunter2');
  expect(withoutSecrets('https://example.org/a.zip?token=hunter2&raw=1')).toBe(
    'https://example.org/a.zip?token=***&raw=1',
  );
});

test('an address without secrets, a path and what is half typed stay as they are', () => {
  for (const typed of [
    'https://git.example',
    'ssh://git@git.example/a.git',
    'git@git.example:a.git',
    'C:\\data\\a.zip',
    '/data/a b.zip',
    'https:/',
    '',
  ])
    expect(withoutSecrets(typed)).toBe(typed);
  expect([hasCredentials('https://t@x.example/a'), hasCredentials('ssh://git@x.example/a')]).toEqual([
    true,
    false,
  ]);
});
