import { expect, test } from 'vitest';
import { createMask } from './mask.ts';
import { maskSettings } from './maskSettings.ts';

const words = new Set(['müller', 'anneliese', 'pat-007', 'ok']);
const mask = createMask({
  identities: { has: (word) => words.has(word.toLowerCase()) },
  folders: [
    { folder: '/home/anna/.local/share/dcm', word: '<data home>' },
    { folder: 'C:\\data', word: '<application 1>' },
  ],
  known: ['Ward 3', 'nnunet'],
});

test.each([
  ['MÜLLER^ANNELIESE^^Dr. could not be read', '••• could not be read'],
  ['Anneliese Müller, born 1952-02-29 (29.2.1952)', '•••, born ••• (•••)'],
  ['patient PAT-007 and PAT-008', 'patient ••• and •••'],
  ['series 1.2.826.0.1.3680043.2.1 is no CT', 'series ••• is no CT'],
  ['study 8c6a6f6f-12345678-abcdef01-23456789-0000aaaa', 'study •••'],
  ['open /mnt/pacs/Meier Berta/CT 1/x.dcm: gone', 'open •••: gone'],
  ['in D:\\scans\\Meier Berta\\x', 'in •••'],
  ['in \\\\server\\share\\Meier', 'in •••'],
  ['/home/anna/.local/share/dcm/applications/Meier/archive/ab/x', '<data home>/applications/•••'],
  ["KeyError: 'Meier' in service 'nnunet' of “Ward 3”", "KeyError: '•••' in service 'nnunet' of “Ward 3”"],
  ['file Meier_Berta.nii.gz', 'file •••'],
  ['number 123456789', 'number •••'],
])('%s becomes %s', (text, expected) => {
  expect(mask.text(text)).toBe(expected);
});

const short = createMask({
  identities: {
    has: (one) =>
      new Set(['li na', 'na li', 'yi wang', 'wang', '山田', '太郎', '王小东']).has(one.toLowerCase()),
  },
  folders: [],
  known: [],
});
test.each([
  ['no liver in 山田 太郎', 'no liver in •••'],
  ['no liver in Li Na', 'no liver in •••'],
  ['no liver in na_li', 'no liver in •••'],
  ['Yi, Wang is too large', '••• is too large'],
  ['Li is too large, Na as well', 'Li is too large, Na as well'],
  ['患者王小东的肝脏', '患者•••的肝脏'],
])('%s, a name of short words, becomes %s', (text, expected) => {
  expect(short.own(text)).toBe(expected);
});

test.each([
  ['1,'.repeat(200_000)],
  ['a'.repeat(400_000)],
  ['1-'.repeat(200_000)],
  ['a.'.repeat(200_000)],
  ['/'.repeat(400_000)],
  [`${'a'.repeat(9998)} ${'b'.repeat(10_000)}`],
])('a long text without blanks is not told, which takes no time', (text) => {
  const begun = performance.now();
  const told = mask.text(text);
  expect(performance.now() - begun).toBeLessThan(1000);
  expect(told).toBe('•••');
});

/** Words of which nothing is masked, so many characters in all. */
const blather = (length: number) => `${'ab '.repeat(length).slice(0, length - 1)} `;

test.each([
  ['password', 'https://me:a-long-password@host/x'],
  ['name', 'Anneliese'],
  ['name of short words', 'Li Na'],
  ['quote', '"Meier, Berta"'],
  ['quote that does not end', `"Meier ${'and Berta '.repeat(1500)}"`],
  ['path', '/mnt/pacs/Meier Berta/CT 1/x.dcm'],
])('a long text is cut where no half of a %s is told', (_, secret) => {
  const both = createMask({
    identities: { has: (one) => ['anneliese', 'li na'].includes(one.toLowerCase()) },
    folders: [],
    known: [],
  });
  for (const end of [9000, 10_000]) {
    for (let at = end - secret.slice(0, 40).length - 2; at <= end + 2; at += 1) {
      const told = both.text(`${blather(at)}${secret}\n${blather(3000)}`);
      expect(told.length).toBeLessThan(10_000);
      expect(told.replaceAll(/ab?(?= )|"?•••"?|https:\/\/me:\*\*\*@host\/x|\s/g, '')).toBe('…');
    }
  }
});

test('what was masked makes no room for what stands at the end of what was read', () => {
  const told = mask.text(
    `${'/mnt/pacs/Meier Berta '.repeat(440)}\n${blather(310)}"Meier Berta ${blather(300)}"`,
  );
  expect(told).not.toContain('Meier');
});

test.each([
  'Transfer syntax 1.2.840.10008.1.2.4.70 is not known',
  'Docker 20.10.24, API 1.41, at 192.168.10.20:11112',
  'Started 2026-11-23T07:41:10.400Z on Node 24.21.0',
  'SCANNER_01 sent nothing for 30 s',
  '/usr/bin/python3 ended with 137',
])('%s, in which nothing is of a patient, stays as it is', (text) => {
  expect(mask.own(text)).toBe(text);
});

test('settings keep numbers, switches and AE titles, and lose secrets and what is asked of patients', () => {
  const settings = {
    scp: { aeTitle: 'WARD7', port: 11112, allowed: ['SCANNER'] },
    filters: { rules: [{ tag: 'PatientName', value: 'Meier*' }], enabled: true },
    apiToken: 'abc',
    httpProxy: 'http://joe:pw@proxy:3128',
    peers: [{ name: 'pacs', host: 'pacs.example' }],
  };
  expect(maskSettings(settings, mask)).toEqual({
    scp: { aeTitle: 'WARD7', port: 11112, allowed: ['SCANNER'] },
    filters: { rules: '(1 entries, left out)', enabled: true },
    apiToken: '(left out)',
    httpProxy: 'http://joe:***@proxy:3128',
    peers: [{ name: 'pacs', host: 'pacs.example' }],
  });
});
