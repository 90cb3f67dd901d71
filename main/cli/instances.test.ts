import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { useDemo } from './testing/demo.ts';
import { run } from './testing/run.ts';

const demo = useDemo('instances');

interface Listed {
  rows: { id: string; patient: string; PatientID: string; SOPInstanceUID: string }[];
  nextCursor: string | null;
  unknownNames: string[];
}

async function json<Data>(...words: string[]): Promise<Data> {
  return JSON.parse(await demo.said(...words, '--json')) as Data;
}

beforeAll(async () => {
  const folder = path.join(demo.home, 'files');
  mkdirSync(folder);
  const instances = [
    { PatientID: 'ONE', PatientName: 'Meyer^Anna', InstanceNumber: 1 },
    { PatientID: 'ONE', PatientName: 'Meyer^Anna', InstanceNumber: 2 },
    {
      PatientID: 'TWO',
      PatientName: 'Kaya^Ben\u001b[31m',
      InstanceNumber: 1,
      Modality: 'MR',
      StudyDate: '20230105',
    },
  ];
  for (const [index, tags] of instances.entries()) {
    writeFileSync(path.join(folder, `${index}.dcm`), buildInstance(tags));
  }
  await demo.said('import', folder, '--app', 'Demo', '--wait');
}, 60_000);

it('studies are found by the words of the search, and names that are none are told', async () => {
  const idsOf = async (search: string) =>
    (await json<Listed>('list', 'studies', '--search', search)).rows.map(({ PatientID }) => PatientID);
  expect(await idsOf('meyer modality:ct')).toEqual(['ONE']);
  expect(await idsOf('2022-12..2023-02')).toEqual(['TWO']);
  expect(await json<Listed>('list', 'studies', '--search', 'Colour:red')).toMatchObject({
    unknownNames: ['Colour'],
  });
});

it('one goes down from a study to the elements of an instance by what the lists print', async () => {
  const [study] = (await json<Listed>('list', 'studies', '--search', 'ONE')).rows;
  expect(await demo.said('show', 'patient', study!.patient)).toContain('Studies: 1, series: 1, instances: 2');
  expect((await json<Listed>('list', 'studies', '--patient', study!.patient)).rows).toHaveLength(1);
  const [series] = (await json<Listed>('list', 'series', study!.id)).rows;
  const first = await json<Listed>('list', 'instances', series!.id, '--limit', '1');
  const second = await json<Listed>(
    'list',
    'instances',
    series!.id,
    '--limit',
    '1',
    '--cursor',
    first.nextCursor!,
  );
  expect(second).toMatchObject({ nextCursor: null });

  const uid = first.rows[0]!.SOPInstanceUID;
  const tags = await demo.said('show', 'tags', uid, '--search', 'patientid');
  expect(tags.trim().split('\n')).toHaveLength(2);
  expect(tags).toMatch(/\(0010,0020\)\s+LO\s+PatientID\s+ONE/);
  const whole = await json<{ element: { value: string } }>('show', 'tags', uid, '--element', '00100010');
  expect(whole.element.value).toBe('Meyer^Anna');

  const other = second.rows[0]!.SOPInstanceUID;
  const compared = await demo.said('compare', 'tags', uid, other);
  expect(compared).toMatch(/\* +\(0020,0013\) +InstanceNumber +1 +2/);
  expect(compared).not.toContain('PatientID');
  expect(await demo.said('compare', 'tags', uid, other, '--all')).toContain('PatientID');
  expect(await demo.said('compare', 'tags', uid, uid)).toContain('No element differs.');
});

it('what is not there is said with what to do', async () => {
  const { code, errors } = await run(['--home', demo.home, '-o', 'show', 'tags', '1.2.3']);
  expect(code).toBe(1);
  expect(errors).toContain('no such instance');
});
