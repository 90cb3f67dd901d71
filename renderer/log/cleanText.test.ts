import { expect, test } from 'vitest';
import { cleanText } from './cleanText.ts';

test.each([
  ['colours', '\u001b[1;32mdone\u001b[0m', 'done'],
  ['a window title', '\u001b]0;training\u0007epoch 1', 'epoch 1'],
  ['a link', '\u001b]8;;http://x\u001b\\here\u001b]8;;\u001b\\', 'here'],
  ['a progress bar', '\r 10%|#\r 20%|##', ' 20%|##'],
  ['a line ended by CR LF, of which LF is cut', 'text\r', 'text'],
  ['a bell and a null', 'a\u0007b\u0000c', 'abc'],
  ['tabs', 'a\tb', 'a\tb'],
  ['letters of any language', 'Größe ≥ 3 µm 脳', 'Größe ≥ 3 µm 脳'],
])('%s', (_what, raw, shown) => {
  expect(cleanText(raw)).toBe(shown);
});
