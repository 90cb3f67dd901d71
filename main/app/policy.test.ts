import { describe, expect, test } from 'vitest';
import {
  contentSecurityPolicy,
  isOwnPage,
  isShownByPrograms,
  mayRequest,
  mayUse,
  pageUrl,
  policyFor,
} from './policy.ts';

describe('isOwnPage', () => {
  test.each([pageUrl, `${pageUrl}#/applications/1`, `${pageUrl}?a=1#b`])('takes %s', (url) => {
    expect(isOwnPage(url)).toBe(true);
  });

  test.each([
    'https://dcm-processor/index.html',
    'app://dcm-processor.example.org/index.html',
    'app://dcm-processor:80/index.html',
    'app://dcm-processor@evil/index.html',
    'app://dcm-processor/other.html',
    'app://dcm-processor/../index.html/x',
    'file:///app://dcm-processor/index.html',
    'about:blank',
    'not a url',
    '',
  ])('does not take %s for the page', (url) => {
    expect(isOwnPage(url)).toBe(false);
  });
});

test.each([
  ['/data/report.PDF', true],
  ['/data/mask.nii.gz', true],
  ['/data/table.csv', true],
  ['/data/run.sh', false],
  ['/data/report.pdf.exe', false],
  ['/data/page.html', false],
  ['/data/link.desktop', false],
  ['/data/macro.xlsm', false],
  ['/data/none', false],
])('a result %s is opened by a program of the system: %s', (file, isShown) => {
  expect(isShownByPrograms(file)).toBe(isShown);
});

test.each([
  ['app://dcm-processor/assets/index.js', true],
  ['blob:app://dcm-processor/5a3c', true],
  ['data:image/png;base64,AA==', true],
  ['blob:https://example.org/5a3c', false],
  ['https://example.org/', false],
  ['http://127.0.0.1:8080/', false],
  ['ws://127.0.0.1:8080/', false],
  ['file:///etc/passwd', false],
  ['app://elsewhere/assets/index.js', false],
  ['archive://objects/a/instance/1', true],
  ['archive://elsewhere/a/instance/1', false],
])('a request to %s is let through: %s', (url, allowed) => {
  expect(mayRequest(url)).toBe(allowed);
});

test('no permission but writing to the clipboard is given', () => {
  const asked = [
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'fileSystem',
    'hid',
  ];
  expect(asked.filter(mayUse)).toEqual([]);
  expect(mayUse('clipboard-sanitized-write')).toBe(true);
});

test('the content security policy names no source outside and allows no inline code', () => {
  expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*/);
  expect(contentSecurityPolicy).toContain("default-src 'none'");
});

test('WebAssembly is for the worker that decodes pixel data alone, and text is code for nobody', () => {
  const decoder = policyFor('app://dcm-processor/assets/decodeImageFrameWorker-Dk_3-x9.js');
  expect(decoder).toContain("'wasm-unsafe-eval'");
  expect(decoder).not.toMatch(/'unsafe|https?:|\*|archive:/);
  for (const file of [
    'index.html',
    'assets/index-1.js',
    'assets/decodeImageFrameWorker-1.js.map',
    'x/assets/decodeImageFrameWorker-1.js',
  ])
    expect(policyFor(`app://dcm-processor/${file}`)).toBe(contentSecurityPolicy);
});

test('objects are fetched and are nothing else to the page', () => {
  const sources = contentSecurityPolicy.split('; ').filter((line) => line.includes('archive://objects'));
  expect(sources).toEqual(["connect-src 'self' archive://objects"]);
});
