import { expect, test } from 'vitest';
import { objectOrigin, readObjectAddress, writeObjectAddress } from './objectAddress.ts';
import type { ObjectAddress } from './objectAddress.ts';

test.each<ObjectAddress>([
  { kind: 'instance', application: 'a1', SOPInstanceUID: '1.2.840.1' },
  { kind: 'instance', application: 'a1', SOPInstanceUID: '.' },
  { kind: 'result', application: 'a1', run: 'r1', path: 'seg/lungs.nii.gz' },
  { kind: 'result', application: 'a1', run: 'r1', path: 'a b/~%2e/ü?#(1)&.nii' },
])('%j is read as it was written, also after a browser has had it', (object) => {
  const address = writeObjectAddress(object);
  expect(readObjectAddress(address)).toEqual(object);
  expect(readObjectAddress(new URL(address).href)).toEqual(object);
});

test.each(
  [
    'a/instance/..',
    'a/instance/1.2?x=1',
    'a/instance/1.2#x',
    'a/instance/1.2/..~2F3',
    'a/instance/~2F',
    'a/instance/~5C',
    'a/instance/~00',
    'a/instance/',
    'a/instance/~zz',
    'a/instance/%2e%2e',
    '/instance/1.2',
    '~2E~2E~2Fb/instance/1.2',
    'a/quarantine/1.2',
    'a/result/r',
    'a/result/r/',
    'a/result/r/~2E~2E~2Fhistory~2Esqlite',
    'a/result/r/x~2F~2E~2E~2F~2E~2E~2Fhistory~2Esqlite',
    'a/result/r/x~5C~2E~2E~5Cy',
    'a/result/r/~2Fetc~2Fpasswd',
    'a/result/r/C~3A~5CWindows~5Cwin~2Eini',
    'a/result/r/x/y',
    `a/instance/${'1'.repeat(201)}`,
  ].map((part) => `${objectOrigin}/${part}`),
)('%s means nothing', (address) => {
  // An instance that is called by dots is nobody's path: it is only ever compared.
  const object = readObjectAddress(address);
  expect(object === null || (object.kind === 'instance' && object.SOPInstanceUID === '..')).toBe(true);
});

test.each(['archive://elsewhere/a/instance/1', 'app://dcm-processor/a/instance/1', 'file:///etc/passwd', ''])(
  'another origin, %s, means nothing',
  (address) => expect(readObjectAddress(address)).toBeNull(),
);
