import path from 'node:path';
import { expect, test } from 'vitest';
import { pageFile } from './pageFiles.ts';

const folder = path.resolve('/opt/program/out/renderer');
const origin = 'app://dcm-processor';
const find = (url: string) => pageFile(folder, url, origin);

test('a file of the page is found with its type', () => {
  expect(find('app://dcm-processor/index.html#/runs')).toEqual({
    file: path.join(folder, 'index.html'),
    contentType: 'text/html; charset=utf-8',
  });
  expect(find('app://dcm-processor/assets/a%20b.js?x')?.file).toBe(path.join(folder, 'assets', 'a b.js'));
});

test.each([
  'app://dcm-processor/../main/app.js',
  'app://dcm-processor/%2e%2e/main/app.js',
  'app://dcm-processor/..%2fmain%2fapp.js',
  'app://dcm-processor/assets/..%2f..%2f..%2fsecret.json',
  'app://dcm-processor/..%5cmain%5capp.js',
  'app://dcm-processor/C:%5cWindows%5cx.json',
  'app://dcm-processor/%00index.html',
  'app://dcm-processor/%zz.html',
  'app://dcm-processor/',
  'app://dcm-processor/assets',
  'app://dcm-processor/etc/passwd',
  'app://elsewhere/index.html',
  'file:///opt/program/out/renderer/index.html',
  'nonsense',
])('%s never names a file outside the page', (url) => {
  const found = find(url)?.file;
  expect(found === undefined || found.startsWith(folder + path.sep)).toBe(true);
});

test.each([
  'app://dcm-processor/..%2fmain%2fapp.js',
  'app://elsewhere/index.html',
  'app://dcm-processor/%00a.js',
])('%s names no file at all', (url) => {
  expect(find(url)).toBeNull();
});
