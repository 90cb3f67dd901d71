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
])('a long text without blanks is not told, which takes no time', (text) => {
  const begun = performance.now();
  const told = mask.text(text);
  expect(performance.now() - begun).toBeLessThan(1000);
  expect(told).toBe('•••');
});

test.each(['https://me:a-long-password@host/x', 'Anneliese'])(
  'a long text is cut where no half of %s is told',
  (last) => {
    for (let end = 1; end <= last.length; end += 1) {
      const before = 'ab '
        .repeat(3400)
        .slice(0, 10_000 - end - 1)
        .trimEnd();
      const told = mask.text(`${before} ${last} and more`);
      expect(told).toMatch(/^(?:ab )+(?:a |••• |https:\/\/me:\*\*\*@host\/x )?…$/);
    }
  },
);

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
