import { expect, it } from 'vitest';
import UPNG from 'upng-js';
import { smallPicture } from './smallPicture.ts';

it('a picture with a palette looks the same within a few shades, and is not made smaller a second time', () => {
  const [width, height] = [64, 48];
  const pixels = Uint8Array.from({ length: width * height * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : (at * 7 + (at >> 5)) % 256,
  );
  const small = smallPicture(Buffer.from(UPNG.encode([pixels.buffer], width, height, 0)));
  expect(small).not.toBeNull();
  if (small === null) return;
  expect(smallPicture(small)).toBeNull();
  const shown = new Uint8Array(UPNG.toRGBA8(UPNG.decode(Uint8Array.from(small).buffer))[0]!);
  expect(shown).toHaveLength(pixels.length);
  const farthest = Math.max(...shown.map((value, at) => Math.abs(value - pixels[at]!)));
  expect(farthest).toBeLessThan(64);
});
