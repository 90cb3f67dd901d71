import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetPainted, paintLabels } from './paint.ts';

// Node has no canvas; what is painted on it is not what is looked at here.
beforeEach(() => {
  vi.stubGlobal(
    'ImageData',
    class {
      data = new Uint8ClampedArray(16);
    },
  );
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext() {}
    },
  );
});
afterEach(() => {
  forgetPainted();
  vi.unstubAllGlobals();
});

const painting = { rows: 2, columns: 2, labels: [], hidden: new Set<number>() };

test('what is painted is made once, also where it is nothing', () => {
  const some = vi.fn<() => { values: number[]; label: null }[]>(() => [
    { values: [1, 0, 0, 0], label: null },
  ]);
  const first = paintLabels({ ...painting, key: 'a', layers: some });
  expect(paintLabels({ ...painting, key: 'a', layers: some })).toBe(first);
  expect(some).toHaveBeenCalledTimes(1);
  const none = vi.fn<() => []>(() => []);
  expect(paintLabels({ ...painting, key: 'b', layers: none })).toBeNull();
  expect(paintLabels({ ...painting, key: 'b', layers: none })).toBeNull();
  expect(none).toHaveBeenCalledTimes(1);
  paintLabels({ ...painting, key: 'a', hidden: new Set([1]), layers: some });
  expect(some).toHaveBeenCalledTimes(2);
});
