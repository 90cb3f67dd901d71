import { expect, test } from 'vitest';
import { nameOfPart, partOfName } from './names.ts';

test.each(['PACS', 'Ward/3', '100% sure?', '#1 äöü %2F', 'a%25b', '日本 & co; =+$,:@'])(
  'the name %s comes out of the address as it went in',
  (name) => {
    // As the router does.
    const param = decodeURI(partOfName(name));
    expect(nameOfPart(param)).toBe(name);
    expect(partOfName(name)).not.toContain('/');
  },
);

test('an address that was written by hand is a name as it stands, not a crash', () => {
  expect(nameOfPart('100%')).toBe('100%');
});
