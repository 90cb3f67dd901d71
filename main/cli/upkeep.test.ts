import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { historyRestoredSchema } from '../../contract/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';

const program = fileURLToPath(new URL('index.ts', import.meta.url));
let home: string;
let link: EngineLink | undefined;

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'cli-upkeep-'));
});
afterEach(async () => {
  await link?.close();
  link = undefined;
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** One engine for all commands: each would start its own otherwise. */
async function openEngine(): Promise<EngineLink['client']> {
  link = await linkToEngine(home);
  return link.client;
}

/** The JSON of a command that succeeds, or ends with another code. */
function json<Schema extends z.ZodType>(
  schema: Schema,
  words: string[],
  code = 0,
): Promise<z.output<Schema>> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [program, '--home', home, '--json', ...words], (_, output) => {
      if (child.exitCode !== code) reject(new Error(`${words.join(' ')}: ${child.exitCode} ${output}`));
      else resolve(schema.parse(JSON.parse(output)));
    });
  });
}

const backupSchema = z.object({ file: z.string(), at: z.number(), bytes: z.number() });
const listSchema = z.object({
  applications: z.array(z.object({ restored: historyRestoredSchema.nullable() })),
});

it('a history that was restored is told by "list app" until somebody acknowledges it', async () => {
  const client = await openEngine();
  const { folder } = await client.request('applications.create', { name: 'Demo', options: {} });
  const { backup } = await json(z.object({ backup: backupSchema }), ['backup', 'history']);
  expect(existsSync(backup.file)).toBe(true);
  const listed = await json(z.object({ backups: z.array(backupSchema) }), ['list', 'backups']);
  expect(listed.backups).toEqual([backup]);
  await link?.close();
  truncateSync(path.join(folder, 'history.sqlite'), 5000);
  const instance = buildInstance({ SOPInstanceUID: '1.2.3', PatientID: 'P1' });
  writeFileSync(path.join(folder, 'quarantine', 'kept-after-the-backup.dcm'), instance);

  await openEngine();
  const quarantineSchema = z.object({ rows: z.array(z.object({ id: z.string(), reason: z.string() })) });
  await expect
    .poll(() => json(quarantineSchema, ['list', 'quarantine']), { timeout: 30_000 })
    .toEqual({ rows: [{ id: 'kept-after-the-backup', reason: 'unknown' }] });
  const told = await json(listSchema, ['list', 'app']);
  expect(told.applications[0]?.restored?.message).toMatch(/restored from the backup/);
  await json(z.object({ acknowledged: historyRestoredSchema }), ['acknowledge']);
  const after = await json(listSchema, ['list', 'app']);
  expect(after.applications[0]?.restored).toBeNull();
}, 120_000);

it('"clean-up --dry-run" tells what would go and removes nothing; without it, it is gone and the run says so', async () => {
  const client = await openEngine();
  const created = await client.request('applications.create', { name: 'Demo', options: { quietSeconds: 0 } });
  const application = created.id;
  const input = path.join(home, 'input');
  mkdirSync(input);
  writeFileSync(path.join(input, 'one.dcm'), buildInstance({}));
  await client.request('imports.start', { application, paths: [input] });
  const ended = async () => {
    const { rows } = await client.request('runs.list', { application });
    return rows.find(({ finishedAt }) => finishedAt !== null)?.id ?? '';
  };
  await expect.poll(ended, { timeout: 60_000 }).not.toBe('');
  const run = await ended();
  const { folder } = await client.request('runs.get', { application, run });
  const leftover = path.join(folder, 'data', 'mask.nii');
  mkdirSync(path.dirname(leftover), { recursive: true });
  writeFileSync(leftover, 'x'.repeat(1234));

  const schema = z.object({
    parts: z.array(z.object({ part: z.string(), count: z.number(), bytes: z.number() })),
    dryRun: z.boolean(),
  });
  const isThere = { part: 'results', count: 1, bytes: 1234 };
  const limit = 'maxBytes=1';
  const preview = await json(schema, ['clean-up', '--dry-run', limit]);
  expect(preview).toMatchObject({ dryRun: true, parts: expect.arrayContaining([isThere]) });
  expect(existsSync(leftover)).toBe(true);
  const done = await json(schema, ['clean-up', limit]);
  expect(done).toMatchObject({ dryRun: false, parts: preview.parts });
  expect(existsSync(leftover)).toBe(false);
  const { removed } = await client.request('runs.get', { application, run });
  expect(removed.map(({ part }) => part)).toContain('results');
  await json(z.object({ ok: z.literal(false) }), ['clean-up', 'inputsDays=-1'], 2);
}, 120_000);
