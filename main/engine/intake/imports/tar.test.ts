import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildInstance, sameUidOtherContent, truncated } from '../../../../scripts/phantom/index.ts';
import { counts, openTestIntake } from '../testing/index.ts';
import type { TestIntake } from '../testing/index.ts';
import { packTar, tarBytes } from '../testing/packTar.ts';

let base: string;
let test: TestIntake;
beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'tar-'));
  test = openTestIntake(path.join(base, 'application'));
});
afterEach(async () => {
  await test.close();
  rmSync(base, { recursive: true, force: true });
});

const slice = (InstanceNumber: number) => buildInstance({ InstanceNumber, Rows: 64, Columns: 64 });
const at = (name: string) => path.join(base, name);
const slices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `study/${index + 1}`, bytes: slice(index + 1) }));

describe('a tar archive', () => {
  it.each(['plain.tar', 'small.tgz', 'study.tar.gz'])(
    'named %s is looked at entry by entry, with counts and reasons as for files',
    async (name) => {
      const whole = slice(1);
      packTar(at(name), [
        { name: 'study/', type: 'Directory' },
        ...slices(40),
        { name: 'study/copy', bytes: whole },
        { name: 'study/other', bytes: sameUidOtherContent(whole) },
        { name: 'study/cut', bytes: truncated(slice(99)) },
        { name: 'notes.txt', bytes: Buffer.from('no DICOM') },
        { name: 'empty' },
      ]);
      const task = await test.import(at(name));
      expect(task.counts).toEqual(
        counts({ new: 40, 'already-there': 1, conflicting: 1, damaged: 1, 'not-dicom': 2 }),
      );
      expect(task).toMatchObject({ done: 45, total: 45 });
      expect(test.notes(task).map((note) => note.path)).toContain(`${at(name)} » study/cut`);
      expect(test.quarantined().map((one) => one.reason)).toEqual(
        expect.arrayContaining(['conflicting', 'damaged']),
      );
      expect(test.leftovers()).toEqual([]);
    },
  );

  it('as the usual programs write it is read, long names and owners included', async () => {
    const long = `${'long name '.repeat(20)}.dcm`;
    mkdirSync(at('src'));
    writeFileSync(at(path.join('src', long)), slice(1));
    execFileSync('tar', ['-czf', at('gnu.tar.gz'), '-C', at('src'), '.']);
    execFileSync('tar', ['--format=posix', '-cf', at('posix.tar'), '-C', at('src'), '.']);
    expect((await test.import(at('gnu.tar.gz'))).counts).toEqual(counts({ new: 1 }));
    const again = await test.import(at('posix.tar'));
    expect(again.counts).toEqual(counts({ 'already-there': 1 }));
    expect(test.notes(again)[0]?.path).toBe(`${at('posix.tar')} » ./${long}`);
  });

  it('is recognised by its content when it is chosen itself, by its name inside folders', async () => {
    mkdirSync(at('in'));
    packTar(at('in/unnamed'), slices(1));
    packTar(at('in/named.tar'), slices(2));
    writeFileSync(at('in/lies.tar.gz'), gzipSync('no archive'));
    const task = await test.import(at('in'));
    expect(task.counts).toEqual(counts({ new: 2, 'not-dicom': 2 }));
    expect(test.notes(task).map((note) => note.reason)).toEqual([
      expect.stringMatching(/gzip; unpack it/),
      expect.stringMatching(/tar archive; unpack it/),
    ]);
    expect((await test.import(at('in/unnamed'))).counts).toEqual(counts({ 'already-there': 1 }));
  });
});

describe('a hostile tar archive', () => {
  it('with links, devices and names that lead out of it writes nothing there and takes the rest', async () => {
    packTar(at('hostile.tar'), [
      { name: '../../escape.dcm', bytes: slice(1) },
      { name: '/tmp/absolute.dcm', bytes: slice(2) },
      { name: 'link', type: 'SymbolicLink', linkpath: '/etc/passwd' },
      { name: 'hard', type: 'Link', linkpath: '../other' },
      { name: 'device', type: 'CharacterDevice' },
      { name: 'pipe', type: 'FIFO' },
      { name: 'sparse', type: 'SparseFile', bytes: slice(4) },
      { name: 'good', bytes: slice(3) },
    ]);
    const task = await test.import(at('hostile.tar'));
    expect(task.counts).toEqual(counts({ new: 1, refused: 7 }));
    expect(readdirSync(base).sort()).toEqual(['application', 'hostile.tar']);
    expect(test.leftovers()).toEqual([]);
  });

  it('inside another, or a ZIP in it, is refused and not unpacked without end', async () => {
    packTar(at('outer.tar'), [
      { name: 'inner.tar', bytes: tarBytes(slices(1)) },
      { name: 'inner.tgz', bytes: gzipSync(tarBytes(slices(1))) },
      { name: 'inner.zip', bytes: Buffer.from(`PK\x03\x04${'x'.repeat(600)}`, 'latin1') },
    ]);
    expect((await test.import(at('outer.tar'))).counts).toEqual(counts({ refused: 3 }));
  });

  it('that unpacks to a flood of nothing ends, and costs neither disk nor memory', async () => {
    const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    // A gzip file may have many parts, which are one content.
    const bytes = Buffer.concat([
      gzipSync(tarBytes([{ name: 'good', bytes: slice(1) }], false)),
      gzipSync(tarBytes([{ name: 'zeros', size: 8 * 64 * 1024 * 1024 }], false)),
      ...Array.from({ length: 8 }, () => zeros),
    ]);
    writeFileSync(at('bomb.tar.gz'), bytes);
    const before = process.memoryUsage().rss;
    const task = await test.import(at('bomb.tar.gz'));
    expect(task.counts).toEqual(counts({ new: 1, 'not-dicom': 1 }));
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    expect(test.leftovers()).toEqual([]);
  }, 60_000);

  it('that says more than 4 GiB of an entry is refused for it', async () => {
    writeFileSync(at('huge.tar'), tarBytes([{ name: 'huge', size: 5 * 1024 ** 3 }], false));
    const task = await test.import(at('huge.tar'));
    expect(test.notes(task).map((note) => note.reason)).toEqual([
      expect.stringMatching(/cannot be read to its end/),
      expect.stringMatching(/larger than 4 GiB/),
    ]);
  });
});

describe('a damaged tar archive', () => {
  const parts = slices(10);
  it.each([
    ['in the middle of a file', 'cut.tar', (bytes: Buffer) => bytes.subarray(0, 5 * 9216 + 3000)],
    [
      'in the middle of the compressed bytes',
      'cut.tar.gz',
      (bytes: Buffer) => gzipSync(bytes).subarray(0, -500),
    ],
  ])('cut %s keeps what came before and says that the rest is missing', async (_where, name, cut) => {
    writeFileSync(at(name), cut(tarBytes(parts)));
    const task = await test.import(at(name));
    expect(task.state).toBe('succeeded');
    expect(task.counts.new).toBeGreaterThanOrEqual(1);
    expect(task.counts.new).toBeLessThan(11);
    expect(task.counts.damaged).toBeGreaterThanOrEqual(1);
    expect(test.notes(task).map((note) => note.reason)).toContainEqual(
      expect.stringMatching(/tar archive cannot be read to its end/),
    );
    expect(test.leftovers()).toEqual([]);
  });

  it('cut between two files is told as well, by the end that is not marked', async () => {
    writeFileSync(at('between.tar'), tarBytes(parts, false));
    const task = await test.import(at('between.tar'));
    expect(task.counts).toEqual(counts({ new: 10, damaged: 1 }));
    expect(test.notes(task)[0]?.reason).toMatch(/end is not marked/);
  });

  it('with a changed byte in the head of a file says so and takes what can be found', async () => {
    const bytes = tarBytes(parts);
    const secondHead = 512 + Math.ceil(parts[0]!.bytes.length / 512) * 512;
    bytes.writeUInt8(0x41, secondHead + 5);
    writeFileSync(at('changed.tar'), bytes);
    const task = await test.import(at('changed.tar'));
    expect(task.counts).toEqual(counts({ new: 9, damaged: 1 }));
    expect(readFileSync(at('changed.tar')).equals(bytes)).toBe(true);
  });
});
