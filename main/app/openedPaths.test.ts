import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { openedPaths, openedPlace } from './openedPaths.ts';

const here = path.resolve('/data');
const checkout = path.resolve('/src/dcm-processor');

test('an installed program opens what stands behind its own name, relative to where it was started', () => {
  expect(openedPaths(['/opt/dcm', 'a.dcm', '--no-sandbox', '/b'], null, here)).toEqual([
    path.join(here, 'a.dcm'),
    path.resolve('/b'),
  ]);
});

test('the folder of a checkout, and what drives Electron before it, are not opened as DICOM', () => {
  const argv = ['/electron', '-r', '/tools/loader.js', '--inspect=0', checkout, 'a.dcm'];
  expect(openedPaths(argv, checkout, here)).toEqual([path.join(here, 'a.dcm')]);
  expect(openedPaths(['/electron', '.'], checkout, checkout)).toEqual([]);
});

test('a start that does not name the checkout opens nothing', () => {
  expect(openedPaths(['/electron', '/elsewhere', 'a.dcm'], checkout, here)).toEqual([]);
});

test('a link is a place in the window, not a file to import', () => {
  const argv = ['/opt/dcm', '--hidden', 'dcm-processor://open/a1/run/r1'];
  expect(openedPaths(argv, null, here)).toEqual([]);
  expect(openedPlace(argv)).toEqual({ application: 'a1', what: 'run', id: 'r1' });
  expect(openedPlace(['/opt/dcm', 'dcm-processor://elsewhere'])).toBeNull();
});

test('files that a Linux desktop hands over as URLs are the files, with their blanks and umlauts', () => {
  const file = path.resolve('/data/Anna Müller/a%b.dcm');
  const argv = ['/opt/dcm', pathToFileURL(file).href, 'file://elsewhere.example/etc/passwd%00', 'file:%'];
  expect(openedPaths(argv, null, here)).toEqual([file]);
});

test.each(['dcm-processor://../../etc', 'DCM-PROCESSOR://open/a1/evil', 'dcm-processor:x'])(
  'the hostile link %s opens neither a place nor a file',
  (link) => {
    expect(openedPaths(['/opt/dcm', link], null, here)).toEqual([]);
    expect(openedPlace(['/opt/dcm', link])).toBeNull();
  },
);
