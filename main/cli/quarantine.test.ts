import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { buildInstance, sameUidOtherContent, truncated } from '../../scripts/phantom/index.ts';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';

const program = fileURLToPath(new URL('index.ts', import.meta.url));
let home: string;
let link: EngineLink;
let application: string;

beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'cli-quarantine-'));
  // One engine for all commands: each would start its own otherwise.
  link = await linkToEngine(home);
  const options = { quietSeconds: 1000 };
  ({ id: application } = await link.client.request('applications.create', { name: 'Demo', options }));
});
afterAll(async () => {
  await link.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

function run(...words: string[]): Promise<{ code: number; output: string; problem: string }> {
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
/** The JSON of a command that ends with this code. */
async function json<Schema extends z.ZodType>(
  schema: Schema,
  code: number,
  ...words: string[]
): Promise<z.output<Schema>> {
  const ended = await run('--json', ...words);
  expect(ended).toMatchObject({ code });
  return schema.parse(JSON.parse(ended.output));
}
const listSchema = z.object({
  rows: z.array(z.object({ id: z.string(), reason: z.string(), door: z.string() })),
  total: z.number(),
  nextCursor: z.string().nullable(),
  usage: z.object({ files: z.number(), bytes: z.number(), maxFiles: z.number() }),
});
const takenSchema = z.object({
  results: z.array(z.object({ outcome: z.string(), message: z.string() })),
});

describe('quarantine on the command line', () => {
  it('is listed by page and reason, shown, exported, taken and deleted', async () => {
    const sources = path.join(home, 'sources');
    mkdirSync(sources);
    const whole = buildInstance({ InstanceNumber: 1 });
    const files = {
      'a.dcm': whole,
      'b.dcm': sameUidOtherContent(whole),
      'c.dcm': truncated(buildInstance({ InstanceNumber: 2, PatientID: 'P7', Rows: 64, Columns: 64 })),
      'd.dcm': truncated(whole, 200),
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(sources, name), bytes);
    const imported = new Promise<void>((resolve) => {
      const stop = link.client.onEvent((name, payload) => {
        if (name !== 'tasks.changed' || !('task' in payload) || payload.task.state === 'running') return;
        stop();
        resolve();
      });
    });
    expect(await run('import', sources)).toMatchObject({ code: 0 });
    await imported;

    const all = await json(listSchema, 0, 'list', 'quarantine');
    expect(all).toMatchObject({ total: 3, usage: { files: 3, maxFiles: 10_000 } });
    const first = await json(listSchema, 0, 'list', 'quarantine', '--limit', '2');
    const second = await json(listSchema, 0, 'list', 'quarantine', '--cursor', first.nextCursor ?? '');
    expect([...first.rows, ...second.rows]).toEqual(all.rows);
    const damaged = await json(listSchema, 0, 'list', 'quarantine', '--reason', 'damaged');
    expect(damaged.rows).toHaveLength(2);

    const cut = await run('quarantine', 'show', damaged.rows.at(-1)!.id);
    expect(cut.output).toMatch(/^damaged: The file ends inside its pixel data/);
    expect(cut.output).toMatch(/PatientID: P7/);

    const inHome = await run('quarantine', 'export', '--all', '--to', path.join(home, 'exported'));
    expect(inHome).toMatchObject({ code: 1, problem: expect.stringContaining('uses itself') });
    const to = mkdtempSync(path.join(os.tmpdir(), 'cli-quarantine-exported-'));
    onTestFinished(() => rmSync(to, { recursive: true, force: true }));
    expect(await run('quarantine', 'export', '--all', '--to', to)).toMatchObject({ code: 0 });
    expect(readdirSync(to)).toHaveLength(3);

    // One of them cannot be taken, which the command says by its code.
    const { results } = await json(takenSchema, 1, 'quarantine', 'take', '--all');
    expect(results.map((one) => one.outcome).sort()).toEqual(['impossible', 'new', 'replaced']);
    const left = await json(listSchema, 0, 'list', 'quarantine');
    expect(left.rows.map((row) => row.reason).sort()).toEqual(['damaged', 'replaced']);
    expect(await run('quarantine', 'delete', left.rows[0]!.id)).toMatchObject({
      output: 'Deleted 1 file.\n',
    });
    expect(await run('quarantine', 'delete')).toMatchObject({ code: 2 });
  }, 60_000);
});

describe('watched folders on the command line', () => {
  const foldersSchema = z.object({
    folders: z.array(z.object({ path: z.string(), state: z.string(), problem: z.string().nullable() })),
  });

  it('are added, listed with how they are doing, and removed', async () => {
    const inbox = path.join(home, 'inbox');
    mkdirSync(inbox);
    writeFileSync(path.join(inbox, '1.dcm'), buildInstance({ PatientID: 'WATCHED' }));
    const arrived = new Promise<void>((resolve) => {
      const stop = link.client.onEvent((name) => {
        if (name !== 'studies.changed') return;
        stop();
        resolve();
      });
    });
    const gone = path.join(home, 'gone');
    const options = ['--settle-seconds', '0', '--poll-seconds', '0.2', '--pattern', '*.dcm'];
    expect(await run('watch', 'add', inbox, ...options)).toMatchObject({ code: 0 });
    await arrived;
    expect(await run('watch', 'add', gone, '--after', 'delete')).toMatchObject({ code: 0 });
    const { folders } = await json(foldersSchema, 0, 'watch', 'list');
    expect(folders).toMatchObject([
      { path: inbox, state: 'open', problem: null },
      { path: gone, state: 'paused', problem: expect.stringMatching(/is not there/) },
    ]);
    expect(await run('watch', 'add', inbox, '--after', 'move')).toMatchObject({
      code: 2,
      problem: expect.stringContaining('cannot be watched like this'),
    });
    expect(await run('watch', 'remove', gone)).toMatchObject({ code: 0 });
    expect(await run('watch', 'remove', gone)).toMatchObject({ code: 1 });
    const { options: now } = await link.client.request('applications.get', { application });
    expect(now.watchedFolders.map((one) => one.path)).toEqual([inbox]);
    // Adding a folder changes nothing else.
    expect(now.quietSeconds).toBe(1000);
  }, 60_000);
});
