import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { buildInstance, sameUidOtherContent, truncated } from '../../../scripts/phantom/index.ts';
import type * as SyncFolder from '../archive/syncFolder.ts';
import type { History } from '../database/index.ts';
import { openTestQuarantine } from './testing/index.ts';
import type { TestQuarantine } from './testing/index.ts';

const syncs = vi.hoisted(() => ({ around: (_folder: string) => (): void => undefined }));
// The real one, watched: it alone makes names outlive the power.
vi.mock('../archive/syncFolder.ts', async (importActual) => {
  const { syncFolder } = await importActual<typeof SyncFolder>();
  return {
    async syncFolder(folder: string) {
      const done = syncs.around(folder);
      await syncFolder(folder);
      done();
    },
  };
});

type Files = ReadonlyMap<string, Buffer>;
/** The folder of the quarantine, and the history. */
interface State {
  names: Files;
  history: Files;
}
/** What the disk may have after the power failed. */
interface Image extends State {
  /** What it has for certain. */
  durable: State;
  /** A folder with a copy of the archive, staging folder included. */
  rest: string;
  isLast: boolean;
}

const historyFiles = ['history.sqlite', 'history.sqlite-wal'];
function read(folder: string, names: readonly string[]): Files {
  const there = names.filter((name) => existsSync(path.join(folder, name)));
  return new Map(there.map((name) => [name, readFileSync(path.join(folder, name))]));
}
function temporary(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'power-cut-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * An application of which is known at every moment what would outlive the power: names of the quarantine since they were
 * flushed last, and the history since it was.
 */
function openWatched(root: string, before?: State) {
  const quarantine = path.join(root, 'quarantine');
  const names = () => read(quarantine, existsSync(quarantine) ? readdirSync(quarantine) : []);
  const rows = () => read(root, historyFiles);
  let durable: State = before ?? { names: names(), history: rows() };
  let images: Image[] | null = null;
  let isWriting = false;

  function cut(isLast = false): void {
    if (images === null || isWriting) return;
    const rest = temporary();
    cpSync(path.join(root, 'archive'), path.join(rest, 'archive'), { recursive: true });
    const now: State = { names: names(), history: rows() };
    for (const { names: one } of [durable, now])
      for (const { history } of [durable, now]) images.push({ names: one, history, durable, rest, isLast });
  }
  function around<Result>(work: () => Result): Result {
    cut();
    const result = work();
    cut();
    return result;
  }
  syncs.around = (folder) => {
    if (path.resolve(folder) !== path.resolve(quarantine)) return () => undefined;
    cut();
    const flushed = names();
    return () => {
      durable = { ...durable, names: flushed };
      cut();
    };
  };
  const test = openTestQuarantine(root, {}, (history): History => ({
    ...history,
    run: (...given) => around(() => history.run(...given)),
    write: (work) =>
      around(() => {
        const isOuter = !isWriting;
        isWriting = true;
        try {
          return history.write(work);
        } finally {
          if (isOuter) isWriting = false;
        }
      }),
    async flush() {
      cut();
      const flushed = rows();
      await history.flush();
      durable = { ...durable, history: flushed };
      cut();
    },
    flushNow() {
      history.flushNow();
      durable = { ...durable, history: rows() };
    },
  }));
  return {
    test,
    /** What the disk may have after a power failure at any point of the work, and after it. */
    async imagesOf(work: () => Promise<unknown>): Promise<Image[]> {
      const taken: Image[] = [];
      images = taken;
      await work();
      cut(true);
      images = null;
      return taken;
    },
  };
}

function materialise({ names, history, rest }: Image): string {
  const root = temporary();
  cpSync(rest, root, { recursive: true });
  mkdirSync(path.join(root, 'quarantine'));
  for (const [name, bytes] of names) writeFileSync(path.join(root, 'quarantine', name), bytes);
  for (const [name, bytes] of history) writeFileSync(path.join(root, name), bytes);
  return root;
}

/** Starts from an image as after a power failure, and finds every file with its row and every row with its file. */
async function startFrom(image: Image, look: (test: TestQuarantine) => Promise<void> | void): Promise<void> {
  const root = materialise(image);
  const test = openTestQuarantine(root);
  // What was being taken is gone on with.
  await test.quarantine.close();
  try {
    expect(test.files()).toEqual(
      test
        .rows()
        .map(({ id }) => `${id}.dcm`)
        .sort(),
    );
    expect(test.leftovers()).toEqual([]);
    expect(archivedFiles(root)).toHaveLength(test.instances().length);
    await look(test);
  } finally {
    await test.close();
  }
}
function archivedFiles(root: string): string[] {
  const folder = path.join(root, 'archive');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.dcm'))
    .map((name) => path.join(folder, name));
}
/** Everything that archive and quarantine hold. */
function contentsOf({ context: { folders }, files }: TestQuarantine): string[] {
  const kept = files().map((name) => path.join(folders.quarantine, name));
  return [...archivedFiles(folders.root), ...kept]
    .map((file) => readFileSync(file).toString('base64'))
    .sort();
}
const reasonsOf = (test: TestQuarantine) =>
  test
    .rows()
    .map(({ reason }) => reason)
    .join();
const base64 = (...files: Buffer[]) => files.map((bytes) => bytes.toString('base64')).sort();

const whole = buildInstance({ SOPInstanceUID: '1.2.3' });
const other = sameUidOtherContent(whole);
const cutShort = truncated(buildInstance({ SOPInstanceUID: '1.2.4' }));

async function keep(test: TestQuarantine, bytes: Buffer, code: 'damaged' | 'conflicting'): Promise<string> {
  const kept = await test.quarantine.keep({
    file: test.staging(bytes),
    origin: { door: 'scp', sender: 'S' },
    reason: { code, message: 'm' },
  });
  if (!kept.kept) throw new Error(kept.why);
  return kept.id;
}
function opened() {
  const watched = openWatched(temporary());
  onTestFinished(() => watched.test.close());
  return watched;
}

it('what is kept is there with its row once that was told, and before that both or neither', async () => {
  const { test, imagesOf } = opened();
  const images = await imagesOf(() => keep(test, cutShort, 'damaged'));
  expect(images.length).toBeGreaterThan(8);
  for (const image of images) {
    await startFrom(image, (started) => {
      expect(started.rows().length).toBeOneOf(image.isLast ? [1] : [0, 1]);
    });
  }
}, 60_000);

it('what is deleted does not come back once that was told, and before that it is whole or gone', async () => {
  const { test, imagesOf } = opened();
  const ids = [await keep(test, cutShort, 'damaged'), await keep(test, other, 'conflicting')];
  const images = await imagesOf(() => test.quarantine.delete(ids));
  expect(images.length).toBeGreaterThan(8);
  for (const image of images) {
    await startFrom(image, (started) => {
      expect(started.rows().length).toBeOneOf(image.isLast ? [0] : [0, 2]);
    });
  }
}, 60_000);

it('what is taken anyway is in quarantine or in the archive, not in both, nor in neither', async () => {
  const { test, imagesOf } = opened();
  const id = await keep(test, cutShort, 'damaged');
  const images = await imagesOf(() => test.quarantine.take([id]));
  expect(images.length).toBeGreaterThan(8);
  for (const image of images) {
    await startFrom(image, (started) => {
      expect(contentsOf(started)).toEqual(base64(cutShort));
      expect(started.rows().length).toBeOneOf(image.isLast ? [0] : [0, 1]);
    });
  }
}, 60_000);

it('what changes places with an archived one is never lost, nor is that one', async () => {
  const { test, imagesOf } = opened();
  await test.quarantine.take([await keep(test, whole, 'conflicting')]);
  const id = await keep(test, other, 'conflicting');
  const images = await imagesOf(() => test.quarantine.take([id]));
  expect(images.length).toBeGreaterThan(8);
  for (const image of images) {
    await startFrom(image, (started) => {
      expect(contentsOf(started)).toEqual(base64(whole, other));
      expect(reasonsOf(started)).toBeOneOf(image.isLast ? ['replaced'] : ['replaced', 'conflicting']);
    });
  }
}, 60_000);

it('what was taken before a kill outlives a power failure that follows the next start', async () => {
  const { test, imagesOf } = opened();
  const id = await keep(test, cutShort, 'damaged');
  // What a kill leaves is all of it, and as little of that is certain as before.
  for (const image of await imagesOf(() => test.quarantine.take([id]))) {
    const next = openWatched(materialise(image), image.durable);
    const later = await next.imagesOf(() => Promise.resolve());
    await next.test.close();
    for (const one of later) {
      await startFrom(one, (started) => expect(contentsOf(started)).toEqual(base64(cutShort)));
    }
  }
}, 120_000);
