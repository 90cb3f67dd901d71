import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { desktopSettingsSchema } from '../../../contract/index.ts';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { linkToEngine } from '../../link/index.ts';
import type { EngineLink } from '../../link/index.ts';
import { textOf } from './doingText.ts';
import type { Tiding } from './tidings.ts';
import { createWatch } from './watch.ts';
import type { Doing, Watch } from './watch.ts';

const patience = { timeout: 60_000, interval: 50 };
const settings = desktopSettingsSchema.parse({ notifications: { finishedRuns: true } });
let home: string;
let link: EngineLink;
let application: string;
let watch: Watch;
let doing: Doing | null = null;
const told: Tiding[] = [];

beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'watch-'));
  const service = path.join(home, 'svc');
  for (const part of ['registry', 'module']) mkdirSync(path.join(service, part), { recursive: true });
  const job = { jobName: 'svc', worker: 'svc.worker', callback: 'svc.callback' };
  writeFileSync(path.join(service, 'registry/settings.json'), JSON.stringify([job]));
  writeFileSync(path.join(service, 'registry/__init__.py'), 'def callback(**_):\n    return True\n');
  writeFileSync(
    path.join(service, 'module/__init__.py'),
    'def worker(headers, **_):\n    assert "fails" not in str(headers)\n',
  );
  link = await linkToEngine(path.join(home, 'home'));
  const created = await link.client.request('applications.create', {
    name: 'Ward',
    options: { quietSeconds: 0 },
  });
  application = created.id;
  await link.client.request('services.install', { application, path: service });
  watch = createWatch({
    settings: () => settings,
    onDoing: (next) => (doing = next),
    onTidings: (tidings) => told.push(...tidings),
    onTrouble: () => undefined,
  });
  watch.follow(link.client);
}, 60_000);
afterAll(async () => {
  watch.close();
  await link.close();
  rmSync(home, { recursive: true, force: true });
});

async function bring(name: string): Promise<void> {
  const file = path.join(home, `${name}.dcm`);
  const uids = Object.fromEntries(
    ['StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID'].map((keyword, at) => [
      keyword,
      `2.25.${name.length}.${at}`,
    ]),
  );
  writeFileSync(file, buildInstance({ ...uids, PatientID: name, PatientName: `${name}^Jane` }));
  await link.client.request('imports.start', { application, paths: [file] });
}

it('tells of a run that ended, and of one that failed, without the name of a patient', async () => {
  await bring('well');
  await vi.waitFor(() => expect(told).toHaveLength(1), patience);
  await bring('fails');
  await vi.waitFor(() => expect(told).toHaveLength(2), patience);
  expect(told).toMatchObject([
    { kind: 'finished-run', title: 'A run is finished: Ward', application },
    { kind: 'failed-run', body: 'Run 2: 1 job failed.', application },
  ]);
  expect(JSON.stringify(told)).not.toContain('Jane');
}, 90_000);

it('tells of a run although another one that ended with it cannot be asked for any more', async () => {
  const heard: Tiding[] = [];
  const troubles: unknown[] = [];
  const ends: { tell?: (run: string) => void } = {};
  const own = createWatch({
    settings: () => settings,
    onDoing: () => undefined,
    onTidings: (tidings) => heard.push(...tidings),
    onTrouble: (cause) => troubles.push(cause),
  });
  onTestFinished(() => own.close());
  own.follow({
    ...link.client,
    onEvent(listener) {
      ends.tell = (run) => listener('runs.changed', { application, run, state: 'succeeded' });
      return () => undefined;
    },
  });
  const run = told[0]?.run ?? '';
  ends.tell?.('taken-away');
  ends.tell?.(run);
  await vi.waitFor(() => expect(heard).not.toEqual([]), patience);
  expect(heard).toMatchObject([{ body: '2 runs have ended.' }]);
  expect(troubles).toHaveLength(1);
}, 90_000);

it('says what the program does: idle, paused, and stopped', async () => {
  await vi.waitFor(() => expect(doing).toEqual({ state: 'idle' }), patience);
  await link.client.request('channels.pause', { application });
  await vi.waitFor(() => expect(doing).toEqual({ state: 'paused' }), patience);
  await link.client.request('channels.resume', { application });
  await vi.waitFor(() => expect(doing).toEqual({ state: 'idle' }), patience);
  await link.client.request('applications.stop', { application });
  await vi.waitFor(() => expect(doing).toEqual({ state: 'stopped' }), patience);
  watch.follow(null);
  expect(doing).toEqual({ state: 'no-engine' });
}, 90_000);

it('says in a line how busy it is', () => {
  expect(textOf({ state: 'busy', running: 2, queued: 0 })).toBe('2 running');
  expect(textOf({ state: 'busy', running: 2, queued: 5 })).toBe('2 running, 5 waiting');
});
