import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchedKeywords } from '../../../contract/index.ts';
import { openTestArchive } from '../archive/testing/index.ts';
import type { TestArchive } from '../archive/testing/index.ts';
import { element, fileHead } from '../dicom/testing/index.ts';
import { listStudies } from './studies.ts';
import { watchPlans } from './testing/index.ts';

let root: string;
let test: TestArchive;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'search-'));
  test = openTestArchive(root);
});
afterEach(async () => {
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

interface Instance {
  patient: string;
  name?: string;
  study?: number;
  series?: number;
  date?: string;
  accession?: string;
  description?: string;
  modality?: string;
  seriesDescription?: string;
  body?: string;
  protocol?: string;
  manufacturer?: string;
  sex?: string;
}

let number = 0;
function fileOf(one: Instance): Buffer {
  number += 1;
  const { study = 1, series = 1 } = one;
  return Buffer.concat([
    fileHead('1.2.840.10008.1.2.1'),
    element(0x0008_0016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    element(0x0008_0018, 'UI', `1.2.3.9.${number}`),
    element(0x0008_0020, 'DA', one.date ?? ''),
    element(0x0008_0050, 'SH', one.accession ?? ''),
    element(0x0008_0060, 'CS', one.modality ?? 'CT'),
    element(0x0008_0070, 'LO', one.manufacturer ?? ''),
    element(0x0008_1030, 'LO', one.description ?? ''),
    element(0x0008_103e, 'LO', one.seriesDescription ?? ''),
    element(0x0010_0010, 'PN', one.name ?? one.patient),
    element(0x0010_0020, 'LO', one.patient),
    element(0x0010_0040, 'CS', one.sex ?? ''),
    element(0x0018_0015, 'CS', one.body ?? ''),
    element(0x0018_1030, 'LO', one.protocol ?? ''),
    element(0x0020_000d, 'UI', `1.2.3.4.${one.patient.length}.${study}`),
    element(0x0020_000e, 'UI', `1.2.3.4.${one.patient.length}.${study}.${series}`),
  ]);
}
async function take(...instances: Instance[]): Promise<void> {
  for (const one of instances) await test.archive.take([await test.stage(fileOf(one))], () => undefined);
}
const list = (search: string, more: { patient?: string; limit?: number; cursor?: string } = {}) =>
  listStudies(test.context.history, { limit: 100, search, ...more });
const found = (search: string) => list(search).rows.map(({ PatientID }) => PatientID);

describe('a search of studies', () => {
  beforeEach(() =>
    take(
      {
        patient: 'A',
        name: "O'Brien^Mary Ann",
        date: '20240311',
        description: 'CT Thorax nativ',
        body: 'CHEST',
        sex: 'F',
      },
      {
        patient: 'BB',
        name: 'Müller^Jörg',
        date: '20240630',
        modality: 'MR',
        body: 'HEAD',
        protocol: 't1 mprage sag',
        manufacturer: 'SIEMENS',
        accession: 'ACC-77',
      },
      {
        patient: 'CCC',
        name: 'Meyer^Ruth',
        date: '20231231',
        modality: 'MR',
        body: 'KNEE',
        seriesDescription: 'pd fs cor',
        sex: 'F',
      },
    ),
  );

  it.each([
    ['brien', ['A']],
    ["o'br", ['A']],
    ['MULLER jo', ['BB']],
    ['jörg müller', ['BB']],
    ['rien', []],
    ['acc-7', ['BB']],
    ['mr', ['CCC', 'BB']],
    ['ct thorax', ['A']],
    ['pd', ['CCC']],
    ['mprage', ['BB']],
    ['mr m', ['CCC', 'BB']],
  ])('finds by the beginnings of words, all of them: %s', (search, ids) => {
    expect(found(search)).toEqual(ids);
  });

  it.each([
    ['2024', ['BB', 'A']],
    ['20240311', ['A']],
    ['2024-03', ['A']],
    ['2024-03-11', ['A']],
    ['11.3.2024', ['A']],
    ['2024-01..2024-05', ['A']],
    ['2023-12-31..2024-03-11', ['CCC', 'A']],
    ['..2023', ['CCC']],
    ['2024-04..', ['BB']],
    ['2024-05..2024-01', []],
    ['mr 2024-01..2024-12', ['BB']],
    ['date:2023', ['CCC']],
  ])('understands dates and their ranges: %s', (search, ids) => {
    expect(found(search)).toEqual(ids);
  });

  it.each([
    ['modality:MR', ['CCC', 'BB']],
    ['Modality:mr BodyPartExamined:HEAD', ['BB']],
    ['body:kn', ['CCC']],
    ['name:head', []],
    ['protocolname:"t1 mprage"', ['BB']],
    ['protocolname:"mprage t1"', []],
    ['Manufacturer:siem', ['BB']],
    ['sex:f', ['CCC', 'A']],
    ['"thorax nativ"', ['A']],
    ['"thorax nat"', []],
    ['"thorax nat', ['A']],
    ['modality:', ['CCC', 'BB', 'A']],
    ['', ['CCC', 'BB', 'A']],
  ])('looks into the element that is named, and for words that follow each other: %s', (search, ids) => {
    expect(found(search)).toEqual(ids);
  });

  it('never finds every woman by an F: letters that all studies have are asked for by their name', () => {
    expect(found('f')).toEqual(['CCC']);
  });

  it('finds by whole UIDs of studies, series and instances, and by beginnings of those of studies', async () => {
    const [{ uid }] = test.context.history.all<{ uid: string }>(
      'SELECT SOPInstanceUID AS uid FROM instance ORDER BY key LIMIT 1',
    ) as [{ uid: string }];
    expect(found(uid)).toEqual(['A']);
    expect(found('1.2.3.4.2.1')).toEqual(['BB']);
    expect(found('1.2.3.4.3.1.1')).toEqual(['CCC']);
    expect(found('1.2.3.4.3.1.1 ct')).toEqual([]);
    expect(found('1.2.3.4.')).toEqual(['CCC', 'BB', 'A']);
    expect(found('uid:1.2.3.4.2')).toEqual(['BB']);
  });

  it('says which names are none, and searches what follows them', () => {
    expect(list('EchoTime:mr')).toMatchObject({ unknownNames: ['EchoTime'], total: 2 });
  });

  it.each([
    '"',
    '""',
    '*',
    'a" OR "b',
    'NOT',
    'AND',
    '{',
    '^',
    '(mr',
    'name:"',
    ':',
    '\\',
    '\u0000',
    '-',
    '..',
    '1..2',
    'Ⅷ½',
  ])('takes what is no word for nothing, and never for a command: %s', (search) => {
    expect(() => list(search)).not.toThrow();
  });

  it('finds a study by a series that came later, and no more once that was taken out', async () => {
    await take({ patient: 'A', series: 2, modality: 'SEG', seriesDescription: 'lung lobes' });
    expect(found('ct seg')).toEqual(['A']);
    expect(found('lobes')).toEqual(['A']);
    const { history } = test.context;
    const [row] = history.all<{ uid: string }>(
      "SELECT SOPInstanceUID AS uid FROM instance JOIN series ON series.key = series_key WHERE Modality = 'SEG'",
    );
    await test.archive.remove(row!.uid, async () => true);
    expect(found('lobes')).toEqual([]);
    expect(found('thorax')).toEqual(['A']);
    expect(() =>
      history.run("INSERT INTO study_words (study_words) VALUES ('integrity-check')"),
    ).not.toThrow();
  });

  it('finds a study again that was taken out and came back', async () => {
    const { history } = test.context;
    const [row] = history.all<{ uid: string }>('SELECT SOPInstanceUID AS uid FROM instance ORDER BY key');
    await test.archive.remove(row!.uid, async () => true);
    expect(found('brien')).toEqual([]);
    await take({ patient: 'A', name: "O'Brien^Mary Ann" });
    expect(found('brien')).toEqual(['A']);
  });

  it('brings the studies of a patient together, and lists those of one', async () => {
    await take({ patient: 'A', study: 2, date: '20240701' });
    expect(found('2024')).toEqual(['A', 'A', 'BB']);
    const [first] = list('2024').rows;
    expect(first).toMatchObject({ patientStudyCount: 2 });
    expect(list('', { patient: first!.patient })).toMatchObject({ total: 2, isTotalExact: true });
  });

  it('goes on behind the page before, also where studies of a patient stand together', async () => {
    await take({ patient: 'A', study: 2, date: '20240701' });
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 10; pages += 1) {
      const page = list('20', { limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.rows.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(4);
    expect(seen).toHaveLength(4);
  });
});

describe('the index of studies', () => {
  it('has a column for each element that is searched', () => {
    const columns = test.context.history.all<{ name: string }>(
      "SELECT name FROM pragma_table_info('study_words')",
    );
    expect(columns.map(({ name }) => name)).toEqual(
      searchedKeywords.filter((keyword) => keyword !== 'StudyInstanceUID'),
    );
  });

  it('hands out pages in its own order, without sorting all that matches', () => {
    const { history, plans } = watchPlans(test.context.history);
    const plansOf = (search?: string) => {
      plans.length = 0;
      listStudies(history, { search, limit: 10 });
      return plans.join('\n');
    };
    expect(plansOf('ct')).toContain('VIRTUAL TABLE INDEX');
    expect(plansOf('ct')).not.toContain('TEMP B-TREE');
    expect(plansOf()).toContain('study_by_arrival');
    expect(plansOf()).not.toContain('TEMP B-TREE');
  });
});
