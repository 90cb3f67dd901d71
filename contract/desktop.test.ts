import { expect, test } from 'vitest';
import { deepLinkSchema, readDeepLink, writeDeepLink } from './index.ts';

test.each([
  { application: 'a1', what: 'application', id: null },
  { application: 'a1', what: 'view', id: 's_2' },
  { application: 'a1', what: 'view', id: 's_2', series: 'q3' },
  { application: 'a1', what: 'view', id: 's_2', series: 'q3', instance: '1.2.840.10008.1' },
  { application: 'a1', what: 'run', id: 'r-1' },
  { application: 'a1', what: 'study', id: 's_2' },
  { application: 'a1', what: 'job', id: 'j3' },
  { application: 'a1', what: 'job', id: 'j3', tab: 'log' },
  { application: 'a1', what: 'service', id: 'ct_pet' },
  { application: 'a1', what: 'runs', id: null },
  { application: 'a1', what: 'disk', id: null },
] as const)('a link to $what comes out as it went in', (link) => {
  expect(readDeepLink(writeDeepLink(link))).toEqual(link);
});

test.each([
  { what: 'view', id: 's_2', instance: '1.2.3' },
  { what: 'view', id: null },
  { what: 'view', id: 's_2', tab: 'log' },
  { what: 'run', id: 'r-1', series: 'q3' },
  { what: 'run', id: null },
  { what: 'disk', id: 'd' },
])('%j names no place, as a link could not say it', (place) => {
  expect(deepLinkSchema.safeParse({ application: 'a1', ...place }).success).toBe(false);
});

test.each([
  '',
  'https://example.org/open/a1',
  'dcm-processor://open/',
  'dcm-processor://open/a1/run/',
  'dcm-processor://open/a1/secret/x',
  'dcm-processor://open/../run/x',
  'dcm-processor://open/a1/run/..%2f..',
  'dcm-processor://open/a1/run/x/log',
  'dcm-processor://open/a1/view/',
  'dcm-processor://open/a1/view/s/q/../x',
  'dcm-processor://open/a1/view/s/q/..',
  'dcm-processor://open/a1/view/s/q/1.2/x',
  'dcm-processor://open/a1/study/s/q',
  'dcm-processor://open/a1/job/x/secret',
  'dcm-processor://open/a1/runs/x',
  'dcm-processor://open/a1/service/a b',
  'dcm-processor://open/a1/service/..',
  'dcm-processor://open/a1/run/x?y=1',
  'dcm-processor://open/a1/run/x\ny',
  `dcm-processor://open/${'a'.repeat(101)}`,
  'dcm-processor://open/<script>',
])('%j is no link into the program', (text) => {
  expect(readDeepLink(text)).toBeNull();
});
