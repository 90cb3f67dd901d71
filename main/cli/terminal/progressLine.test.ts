import { expect, it } from 'vitest';
import { createProgressLine } from './progressLine.ts';

it('a terminal shows a bar that takes its own place, never wider than the window, and is gone for other text', () => {
  let written = '';
  const line = createProgressLine({ isTTY: true, columns: 40, write: (text) => (written += text) });
  line.show('Importing: 5 of 10 files', 0.5);
  expect(written).toBe('\r\u001b[K[############............]  50 % Import');
  written = '';
  line.show('Waiting', null);
  line.clear();
  line.clear();
  expect(written).toBe('\r\u001b[KWaiting\r\u001b[K');
});

it('a share that is no share draws no broken bar', () => {
  let written = '';
  const line = createProgressLine({ isTTY: true, columns: 80, write: (text) => (written = text) });
  line.show('x', 1.7);
  expect(written).toContain(`[${'#'.repeat(24)}] 100 % x`);
  line.show('x', -1);
  expect(written).toContain(`[${'.'.repeat(24)}]   0 % x`);
});

it('a log gets plain lines without escapes, not one for each file', () => {
  const lines: string[] = [];
  let clock = 0;
  const line = createProgressLine({ write: (text) => lines.push(text) }, () => clock);
  line.show('Importing: 1 of 100 files', 0.01);
  clock = 5_000;
  line.show('Importing: 50 of 100 files', 0.5);
  clock = 9_000;
  line.show('Importing: 80 of 100 files', 0.8);
  clock = 20_000;
  line.show('Importing: 80 of 100 files', 0.8);
  line.clear();
  expect(lines).toEqual([' 50 % Importing: 50 of 100 files\n', ' 80 % Importing: 80 of 100 files\n']);
});
