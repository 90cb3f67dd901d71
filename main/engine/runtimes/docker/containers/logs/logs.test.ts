import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { demultiplexer, isLater } from './demultiplex.ts';
import { openLogWriter } from './logWriter.ts';
import { readLog } from './readLog.ts';
import { removeForgotten } from './removeForgotten.ts';
import type { StoredLine } from './segments.ts';

function newFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'container-logs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
const lines = (from: number, to: number, padding = ''): StoredLine[] =>
  Array.from({ length: to - from }, (_, index) => ({
    at: from + index,
    stream: 'stdout',
    text: `line ${from + index}${padding}`,
    time: `${1_700_000_000 + from + index}.000000000`,
  }));
const numbers = (page: { lines: readonly { at: number }[] }) => page.lines.map(({ at }) => at);

describe('the log of a container', () => {
  it('is read page by page from its end to its beginning, and each line once', async () => {
    const folder = newFolder();
    const writer = await openLogWriter(path.join(folder, 'c'));
    await writer.append(lines(0, 1000));
    const seen: number[][] = [];
    let before: number | undefined;
    for (;;) {
      const page = await readLog(folder, { container: 'c', limit: 300, before });
      seen.unshift(numbers(page));
      if (page.older === null) break;
      before = page.older;
    }
    expect(seen.map((page) => page.length)).toEqual([100, 300, 300, 300]);
    expect(seen.flat()).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  });

  it('is followed from where one is: nothing is missed and nothing comes twice', async () => {
    const folder = newFolder();
    const writer = await openLogWriter(path.join(folder, 'c'));
    await writer.append(lines(0, 10));
    const first = await readLog(folder, { container: 'c', limit: 4 });
    expect([numbers(first), first.atEnd, first.newer]).toEqual([[6, 7, 8, 9], true, writer.end]);
    await writer.append(lines(10, 15));
    const more = await readLog(folder, { container: 'c', limit: 3, after: first.newer });
    expect([numbers(more), more.atEnd]).toEqual([[10, 11, 12], false]);
    const rest = await readLog(folder, { container: 'c', limit: 3, after: more.newer });
    expect([numbers(rest), rest.atEnd, rest.newer]).toEqual([[13, 14], true, writer.end]);
  });

  it('is searched whatever the case, over all of it, and goes on where a search stopped', async () => {
    const folder = newFolder();
    const writer = await openLogWriter(path.join(folder, 'c'));
    const rare = (at: number): StoredLine => ({
      at,
      stream: 'stderr',
      text: `ERROR ${at}: Straße`,
      time: '',
    });
    await writer.append([rare(-1), ...lines(0, 40_000, ' '.repeat(400)), rare(-2)]);
    const found: number[] = [];
    let before: number | undefined;
    let requests = 0;
    for (;;) {
      const page = await readLog(folder, { container: 'c', limit: 100, text: 'error', before });
      requests += 1;
      found.push(...numbers(page));
      if (page.older === null) break;
      before = page.older;
    }
    expect(found).toEqual([-2, -1]);
    // No single request looks through everything.
    expect(requests).toBeGreaterThan(1);
    expect(numbers(await readLog(folder, { container: 'c', limit: 9, text: 'STRASSE' }))).toEqual([]);
    expect(numbers(await readLog(folder, { container: 'c', limit: 9, text: 'straße' }))).toEqual([-2]);
  });

  it('is bounded: the oldest lines go, positions stay, and what went is told', async () => {
    const folder = newFolder();
    const writer = await openLogWriter(path.join(folder, 'c'));
    const padding = ' '.repeat(10_000);
    for (let from = 0; from < 4000; from += 100) await writer.append(lines(from, from + 100, padding));
    const page = await readLog(folder, { container: 'c', limit: 2 });
    expect(numbers(page)).toEqual([3998, 3999]);
    expect(page.droppedBytes).toBeGreaterThan(0);
    expect(writer.end - page.droppedBytes).toBeLessThan(25 * 1024 * 1024);
    const first = await readLog(folder, { container: 'c', limit: 1, after: 0 });
    expect(first.lines[0]?.position).toBe(page.droppedBytes);
    expect(first.older).toBeNull();
  });

  it('is gone on with by the next engine, behind a line that a power failure cut', async () => {
    const folder = newFolder();
    const own = path.join(folder, 'c');
    await (await openLogWriter(own)).append(lines(0, 3));
    const [file = ''] = readdirSync(own);
    appendFileSync(path.join(own, file), '{"at": 3, "stre');
    const writer = await openLogWriter(own);
    expect(writer.lastTime).toBe('1700000002.000000000');
    await writer.append(lines(4, 6));
    const page = await readLog(folder, { container: 'c', limit: 9 });
    expect(page.lines.map(({ text }) => text)).toEqual([
      'line 0',
      'line 1',
      'line 2',
      '{"at": 3, "stre',
      'line 4',
      'line 5',
    ]);
  });

  it('with one line longer than what is read at once is read to its beginning', async () => {
    const folder = newFolder();
    const writer = await openLogWriter(path.join(folder, 'c'));
    await writer.append([...lines(0, 2), ...lines(2, 3, 'x'.repeat(700_000)), ...lines(3, 5)]);
    expect(numbers(await readLog(folder, { container: 'c', limit: 9 }))).toEqual([0, 1, 2, 3, 4]);
    expect(numbers(await readLog(folder, { container: 'c', limit: 9, after: 0 }))).toEqual([0, 1, 2, 3, 4]);
  });

  it('of a name that leads out of the folder is not found', async () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, 'inside'));
    writeFileSync(path.join(folder, `${'0'.repeat(15)}.jsonl`), 'secret\n');
    for (const container of ['..', '../x', '.', '', 'a/b', 'inside/..', 'inside', 'a\0b']) {
      await expect(readLog(path.join(folder, 'inside'), { container, limit: 1 })).rejects.toMatchObject({
        code: 'not-found',
      });
    }
  });

  it('is kept for a month after its container went', async () => {
    const folder = newFolder();
    for (const name of ['present', 'old', 'recent']) {
      await (await openLogWriter(path.join(folder, name))).append(lines(0, 1));
    }
    const longAgo = new Date(Date.now() - 31 * 24 * 3600 * 1000);
    for (const name of ['present', 'old']) {
      for (const file of readdirSync(path.join(folder, name))) {
        utimesSync(path.join(folder, name, file), longAgo, longAgo);
      }
    }
    await removeForgotten(folder, new Set(['present']));
    expect(readdirSync(folder)).toEqual(['present', 'recent']);
    await removeForgotten(path.join(folder, 'missing'), new Set());
  });
});

describe('the stream of a log', () => {
  const piece = (stream: number, text: string) => {
    const bytes = Buffer.from(text);
    const header = Buffer.alloc(8);
    header[0] = stream;
    header.writeUInt32BE(bytes.length, 4);
    return Buffer.concat([header, bytes]);
  };

  it('is taken apart however it is cut', () => {
    const whole = Buffer.concat([
      piece(1, '2026-11-22T20:41:38.123456789Z Grüße\n'),
      piece(2, '2026-11-22T21:41:38.1+01:00 \n'),
      piece(1, 'no time\r\n'),
    ]);
    for (const size of [1, 7, 13, whole.length]) {
      const take = demultiplexer();
      const taken = [];
      for (let at = 0; at < whole.length; at += size) taken.push(...take(whole.subarray(at, at + size)));
      expect(taken).toEqual([
        { stream: 'stdout', time: '1795380098.123456789', text: 'Grüße' },
        { stream: 'stderr', time: '1795380098.100000000', text: '' },
        { stream: 'stdout', time: '', text: 'no time' },
      ]);
    }
  });

  it('that is none is given up and not held in memory', () => {
    expect(() => demultiplexer()(Buffer.from('no stream of Docker at all'))).toThrow('piece of');
  });

  it('tells later from earlier to the nanosecond', () => {
    expect(isLater('1795380098.100000001', '1795380098.100000000')).toBe(true);
    expect(isLater('1795380098.100000000', '1795380098.100000000')).toBe(false);
    expect(isLater('1.000000000', '')).toBe(true);
  });
});
