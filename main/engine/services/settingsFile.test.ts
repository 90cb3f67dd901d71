import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from './settingsFile.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'settings-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(content: string | Buffer) {
  const file = path.join(folder, 'settings.json');
  writeFileSync(file, content);
  return readSettings(file, 'registry/settings.json');
}

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('lungs', 'lungs.worker', '', null, 7, true, 'x'.repeat(400), '"\n$(x)', [], ['a'], {}),
);
const entry = fc.oneof(
  value,
  fc.dictionary(
    fc.constantFrom(
      ...'jobName worker callback dependsOn channel priority timeout retries params grouping disabled'.split(
        ' ',
      ),
      ...'jobname Worker call_back dependson time_out other __proto__ constructor'.split(' '),
    ),
    value,
  ),
  fc.record({
    jobName: fc.constantFrom('a', 'b', 'c'),
    worker: fc.constant('s.worker'),
    callback: fc.constant('s.callback'),
    timeout: value,
  }),
);

describe('a settings.json of a service', () => {
  it('whatever it holds, is read without throwing, with findings at the line of the field they are about', () => {
    const layout = fc.constantFrom(undefined, 2, '\t');
    fc.assert(
      fc.property(fc.oneof(entry, fc.array(entry, { maxLength: 4 })), layout, (content, space) => {
        const text = JSON.stringify(content, null, space);
        const { jobs, places, findings } = read(text);
        const lines = text.split('\n');
        expect(places).toHaveLength(jobs.length);
        expect(new Set(jobs.map((job) => job.jobName)).size).toBe(jobs.length);
        expect(jobs.length + findings.length).toBeGreaterThan(0);
        expect(findings.filter(({ file }) => file !== 'registry/settings.json')).toEqual([]);
        expect(findings.filter(({ message }) => message.length > 3000)).toEqual([]);
        if (space === undefined || Array.isArray(content)) return;
        // A field that is there is told at its own line, one that is missing at that of its entry.
        const elsewhere = findings.filter(({ field, line }) => {
          const shown = JSON.stringify(field?.split('.')[0] ?? '');
          const isThere = lines.some((one) => one.trim().startsWith(`${shown}:`));
          return line !== null && isThere && lines[line - 1]?.includes(shown) !== true;
        });
        expect(elsewhere).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('of any bytes is read without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const { jobs, findings } = read(Buffer.from(bytes));
        expect(jobs).toEqual([]);
        expect(findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['lists without end', '['.repeat(100_000), 'json-too-deep'],
    ['objects without end', '{"a":'.repeat(100_000), 'json-too-deep'],
    [
      'parameters without end',
      `{"jobName":"a","params":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
      'json-too-deep',
    ],
    ['more than anybody writes', ' '.repeat(5_000_000), 'file-too-large'],
    ['nothing', '', 'json-invalid'],
    ['an empty list', '[]', 'no-job'],
  ])('of %s is one error', (_what, text, code) => {
    expect(read(text).findings.map((one) => one.code)).toEqual([code]);
  });

  it.runIf(process.platform === 'linux')(
    'that is a pipe, a device or a folder is told, not waited for',
    () => {
      for (const target of ['/dev/zero', folder]) {
        const link = path.join(folder, `link-${path.basename(target)}`);
        symlinkSync(target, link);
        expect(readSettings(link, 'settings.json').findings.map((one) => one.code)).toEqual([
          'file-unreadable',
        ]);
      }
      const pipe = path.join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      expect(readSettings(pipe, 'settings.json').findings.map((one) => one.code)).toEqual([
        'file-unreadable',
      ]);
    },
  );

  it('tells a misspelt field, also beside the right one, and no field of another program', () => {
    const job = { jobName: 'a', worker: 's.worker', callback: 's.callback', vendor: 'x' };
    expect(read(JSON.stringify({ ...job, dependsON: 'b' })).findings).toMatchObject([
      { severity: 'warning', code: 'field-unknown', field: 'dependsON', advice: 'Did you mean "dependsOn"?' },
    ]);
    const both = { ...job, dependsOn: null, dependsON: 'b', time_out: 30, timeout: 60 };
    expect(read(JSON.stringify(both)).findings).toMatchObject([
      {
        field: 'dependsON',
        advice: 'Did you mean "dependsOn"? "dependsOn" is there as well: only that one holds.',
      },
      {
        field: 'time_out',
        advice: 'Did you mean "timeout"? "timeout" is there as well: only that one holds.',
      },
    ]);
    expect(read(JSON.stringify({ ...job, dependsOn: null })).findings).toEqual([]);
  });

  it('with a byte order mark, and brackets in texts, is no error', () => {
    const job = { jobName: `${'['.repeat(150)}\\"`, worker: 's.worker', callback: 's.callback' };
    expect(read(`\uFEFF${JSON.stringify(job)}`).findings).toEqual([]);
  });
});
