import { expect, test } from 'vitest';
import { applicationOptionsSchema } from '../../contract/index.ts';
import { optionProblems } from './optionProblems.ts';

const { scp, http } = applicationOptionsSchema.parse({});

test('the defaults have no problem', () => {
  expect(optionProblems({ scp, http, watchedFolders: [] })).toEqual({});
});

test('each wrong field is named by its path, in words for people', () => {
  const problems = optionProblems({
    scp: {
      ...scp,
      aeTitle: 'WITH\\BACKSLASH',
      port: 70_000,
      maxAssociations: Number.NaN,
      maxPduLength: 5000.5,
      timeouts: { ...scp.timeouts, acse: 0 },
      callingAeTitles: ['CT', 'THIS TITLE IS FAR TOO LONG'],
    },
    http: { ...http, bindAddress: 'nowhere', hostNames: [''] },
  });
  expect(problems).toEqual({
    'scp.aeTitle': 'Must have only letters, digits and signs of ASCII, no backslash.',
    'scp.port': 'Must be at most 65,535.',
    'scp.maxAssociations': 'Give a number.',
    'scp.maxPduLength': 'Give a whole number.',
    'scp.timeouts.acse': 'Must be at least 1.',
    'scp.callingAeTitles.1': 'Must have at most 16 characters.',
    'http.bindAddress': 'Give an IP address, such as 127.0.0.1.',
    'http.hostNames.0': 'Must not be empty.',
  });
});

test('a watched folder that moves files somewhere must say where', () => {
  const folder = {
    id: 'a',
    path: '/x',
    enabled: true,
    recursive: true,
    watch: 'auto',
    pollSeconds: 1,
  } as const;
  const problems = optionProblems({
    watchedFolders: [{ ...folder, settleSeconds: 1, after: 'move', moveTo: null, pattern: null }],
  });
  expect(problems).toEqual({ 'watchedFolders.0.moveTo': 'Say where files are moved to.' });
});
