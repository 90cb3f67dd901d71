import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { placeWindow, readWindowState, writeWindowState } from './windowState.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1400 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'window-state-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a window of the first start stands in the middle of the main screen', () => {
  expect(placeWindow(null, [laptop, monitor])).toEqual({ x: 80, y: 63, width: 1280, height: 800 });
});

test('a window opens where it was on a second screen', () => {
  const bounds = { x: 1600, y: 100, width: 1500, height: 900 };
  expect(placeWindow(bounds, [laptop, monitor])).toEqual(bounds);
});

test('a window whose screen was unplugged is not lost outside of the others', () => {
  const placed = placeWindow({ x: 1600, y: 100, width: 1300, height: 800 }, [laptop]);
  expect(placed).toEqual({ x: 70, y: 63, width: 1300, height: 800 });
});

test('a window whose title bar would be above its screen comes back', () => {
  expect(placeWindow({ x: 100, y: -300, width: 1280, height: 800 }, [laptop]).y).toBeGreaterThanOrEqual(
    laptop.y,
  );
});

test('a window is never larger than its screen nor smaller than its views need', () => {
  expect(placeWindow({ x: 0, y: 25, width: 5000, height: 4000 }, [laptop])).toMatchObject({
    width: 1440,
    height: 875,
  });
  expect(placeWindow({ x: 0, y: 25, width: 300, height: 200 }, [laptop])).toMatchObject({
    width: 1000,
    height: 640,
  });
  expect(placeWindow(null, [{ x: 0, y: 0, width: 800, height: 600 }])).toMatchObject({
    width: 800,
    height: 600,
  });
});

test('what is written is read again, and a damaged file is as good as none', () => {
  const file = path.join(folder, 'deeper', 'window.json');
  const usual = { bounds: null, maximized: false, scheme: 'auto', language: 'system' };
  expect(readWindowState(file)).toEqual(usual);
  const state = {
    bounds: { x: 1, y: 2, width: 1300, height: 700 },
    maximized: true,
    scheme: 'dark',
    language: 'de',
  } as const;
  writeWindowState(file, state);
  expect(readWindowState(file)).toEqual(state);
  writeFileSync(file, '{"bounds":{"x":"1"}}');
  expect(readWindowState(file)).toEqual(usual);
  writeFileSync(file, 'half a fi');
  expect(readWindowState(file)).toEqual(usual);
});
