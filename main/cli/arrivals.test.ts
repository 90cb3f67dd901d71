import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';

const program = fileURLToPath(new URL('index.ts', import.meta.url));
let home: string;
let link: EngineLink;

beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'cli-'));
  // One engine for all commands: each would start its own otherwise.
  link = await linkToEngine(home);
  await link.client.request('applications.create', { name: 'Demo', options: { quietSeconds: 1000 } });
});
afterAll(async () => {
  await link.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

interface Ended {
  code: number;
  output: string;
  problem: string;
}
function run(...words: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, '--home', home, ...words],
      (_error, output, problem) => {
        resolve({ code: child.exitCode ?? -1, output, problem });
      },
    );
  });
}
/** The JSON of a command that succeeds. */
async function json<Schema extends z.ZodType>(schema: Schema, ...words: string[]): Promise<z.output<Schema>> {
  const { code, output, problem } = await run('--json', ...words);
  expect({ code, problem }).toMatchObject({ code: 0 });
  return schema.parse(JSON.parse(output));
}
function write(name: string, count: number, tags: object = {}): string {
  const folder = path.join(home, name);
  mkdirSync(folder);
  for (let number = 1; number <= count; number++) {
    writeFileSync(path.join(folder, `${number}.dcm`), buildInstance({ InstanceNumber: number, ...tags }));
  }
  return folder;
}
const arrivalsSchema = z.object({
  arrivals: z.array(z.object({ id: z.string(), missing: z.array(z.unknown()), dueAt: z.number() })),
});

describe('options on the command line', () => {
  it('are set, shown, and refused as a whole when one is wrong', async () => {
    expect(await run('set', 'application', 'Demo', 'filters.modalities=CT,PT')).toMatchObject({ code: 0 });
    const shown = await run('show', 'application');
    expect(shown.output).toMatch(/^filters\.modalities +CT,PT$/m);
    expect(shown.output).toMatch(/^filters\.minimumInstances +3$/m);

    const refused = await run(
      '--json',
      'set',
      'app',
      'Demo',
      'quietSeconds=1',
      'filters.requiredTags=Instance',
    );
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.output)).toMatchObject({
      ok: false,
      error: { code: 'validation-failed', message: expect.stringContaining('"Instance"') },
    });
    expect((await run('show', 'application', 'Demo')).output).toMatch(/^quietSeconds +1000$/m);
    expect(await run('set', 'application', 'Demo')).toMatchObject({ code: 2 });
  });
});

describe('an arrival on the command line', () => {
  it('waits for as many instances as its study is told to have, and for no more', async () => {
    const StudyInstanceUID = '7.7';
    const tags = { PatientID: 'TOLD', StudyInstanceUID, SeriesInstanceUID: '7.7.1' };
    const told = await run('expect', StudyInstanceUID, '3');
    expect(told).toMatchObject({ code: 0, output: '0 of 3 expected instances are here.\n' });
    await run('import', write('told', 2, tags));
    const listed = async () => (await run('list', 'arrivals')).output;
    await vi.waitFor(async () => expect(await listed()).toContain('2 of 3 expected instances'), 10_000);
    expect(await json(z.object({ received: z.number() }), 'expect', StudyInstanceUID, '2')).toEqual({
      received: 2,
    });
    await vi.waitFor(async () => expect(await listed()).not.toContain('TOLD'), 10_000);
    expect(await run('expect', StudyInstanceUID, '-1')).toMatchObject({ code: 2 });
    expect(await run('expect', 'nonsense', '1')).toMatchObject({ code: 1 });
  });

  it('is listed with what it lacks, kept open, and processed at once; filters say what they kept out', async () => {
    await run('set', 'application', 'Demo', 'completeness.requiredSeries=count(Modality == "SEG") > 0');
    await run('set', 'application', 'Demo', 'filters.enabled=true', 'filters.modalities=CT,PT');
    await json(z.object({}), 'import', write('ct', 3), write('mr', 3, { SeriesNumber: 2, Modality: 'MR' }));
    await run('import', write('other', 1, { PatientID: 'OTHER' }));

    const { arrivals } = await json(arrivalsSchema, 'list', 'arrivals');
    expect(arrivals).toHaveLength(2);
    const [first] = arrivals;
    const held = await run('wait-longer', first?.id ?? '', '5000');
    expect(held).toMatchObject({ code: 0, output: expect.stringContaining('It stays open for') });
    expect((await run('list', 'arrivals')).output).toContain('Required is count(Modality == "SEG") > 0');
    expect(await run('wait-longer', 'nonsense', '5')).toMatchObject({ code: 1 });
    expect(await run('wait-longer', first?.id ?? '', '-5')).toMatchObject({ code: 2 });

    expect(await json(z.object({ count: z.number() }), 'process-now')).toEqual({ count: 2 });
    const more = write('more', 1, { PatientID: 'LAST' });
    await run('import', '--now', '--wait', more);
    const { rows } = await json(
      z.object({ rows: z.array(z.object({ id: z.string(), state: z.string(), PatientID: z.string() })) }),
      'list',
      'runs',
      '--state',
      'filtered-out',
    );
    expect(rows.map((row) => row.PatientID)).toEqual(['LAST', 'OTHER']);

    const runs = await json(
      z.object({ rows: z.array(z.object({ id: z.string(), PatientID: z.string() })) }),
      'list',
      'runs',
    );
    const id = runs.rows.find((row) => row.PatientID === 'TEST-1')?.id ?? '';
    const shown = await run('show', 'run', id);
    expect(shown.output).toContain('Filters: 3 of 6 instances in 1 of 2 series pass.');
    expect(shown.output).toMatch(/^modalities +3 +1$/m);
    expect(shown.output).toContain('Warning: It is processed although it is not complete.');

    const studies = await json(
      z.object({ rows: z.array(z.object({ patient: z.string(), PatientID: z.string() })) }),
      'list',
      'studies',
    );
    const patient = studies.rows.find((row) => row.PatientID === 'TEST-1')?.patient ?? '';
    const preview = await run('preview', 'filters', '--patient', patient, 'modalities=');
    expect(preview.output).toBe('Filters: 6 of 6 instances in 2 of 2 series pass.\n');
    expect(await run('preview', 'filters')).toMatchObject({ code: 2 });
  });
});
