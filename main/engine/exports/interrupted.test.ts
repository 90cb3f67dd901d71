import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getTask } from '../history/index.ts';
import {
  asFolder,
  below,
  noAnonymizers,
  openTestExports,
  originals,
} from '../../../scripts/testExports/index.ts';
import type { TestExports } from '../../../scripts/testExports/index.ts';

/** Exports that are cancelled, fail, or were interrupted. */
let here: TestExports;
beforeEach(() => {
  here = openTestExports();
});
afterEach(() => here.close());

/** A task whose export is written and has no name yet, as an interruption leaves it. */
async function whole(target: string, service: string | null = null): Promise<string> {
  const exports = here.start(service === null ? noAnonymizers : here.sloppy());
  const { id } = await exports.start({ ...asFolder, service, target });
  await here.ended({ id });
  await exports.close();
  renameSync(target, `${target}.${id}.part`);
  here.context.history.run(
    `UPDATE task SET state = 'running', finished_at = NULL, paths = json_set(paths, '$.isWhole', json('true'))
     WHERE id = ?`,
    [id],
  );
  return id;
}

it('is not cancelled any more when it is whole: it is there, and the task says so', async () => {
  await here.take(...originals());
  const target = path.join(here.outside, 'out');
  const id = await whole(target);
  const exports = here.start();
  expect(exports.cancel(id).state).toBe('running');
  expect((await here.ended({ id })).state).toBe('succeeded');
  expect(below(target)).toHaveLength(3);
});

it('is written anew, and can be cancelled, when it was whole and is not there any more', async () => {
  await here.take(...originals());
  const target = path.join(here.outside, 'out');
  const id = await whole(target, 'anonymizer');
  rmSync(`${target}.${id}.part`, { recursive: true });
  let begun = () => {};
  const isWriting = new Promise<void>((resolve) => (begun = resolve));
  const exports = here.start({
    ...here.sloppy(),
    run({ signal }) {
      begun();
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
      );
    },
  });
  await isWriting;
  expect(exports.cancel(id).state).toBe('cancelled');
  await exports.close();
  expect(readdirSync(here.outside)).toEqual([]);
});

it('removes what ended ones left one after the other, and opens whatever their rows hold', async () => {
  await here.take(...originals());
  const { history } = here.context;
  const ids: string[] = [];
  for (const name of ['one', 'two', 'three']) {
    ids.push(await whole(path.join(here.outside, name)));
    history.run("UPDATE task SET state = 'succeeded'");
  }
  history.run("UPDATE task SET state = 'failed', finished_at = created_at");
  history.run("UPDATE task SET paths = '{}' WHERE id = ?", [ids[1]!]);
  let active = 0;
  let most = 0;
  here.start({
    ...noAnonymizers,
    async clear() {
      most = Math.max(most, (active += 1));
      await new Promise((resolve) => setTimeout(resolve, 20));
      active -= 1;
    },
  });
  // What cannot be read names no file.
  await expect.poll(() => readdirSync(here.outside)).toEqual([`two.${ids[1]!}.part`]);
  expect(most).toBe(1);
});

it('leaves nothing of one that was whole before a restart when its name is taken by then', async () => {
  await here.take(...originals());
  const target = path.join(here.outside, 'out');
  const id = await whole(target);
  mkdirSync(target);
  writeFileSync(path.join(target, 'other'), '');
  here.start();
  expect(await here.ended({ id })).toMatchObject({ state: 'failed' });
  expect(readdirSync(here.outside)).toEqual(['out']);
});

it('leaves nothing when an original cannot be read, and says so', async () => {
  await here.take(...originals());
  rmSync(path.join(here.context.folders.archive, here.files()[0]!));
  const task = await here.ended(
    await here.start().start({ ...asFolder, target: path.join(here.outside, 'out') }),
  );
  expect(task).toMatchObject({ state: 'failed', problem: expect.stringContaining('could not be written') });
  expect(readdirSync(here.outside)).toEqual([]);
});

it('leaves nothing when it is cancelled', async () => {
  await here.take(...originals());
  const exports = here.start();
  const { id } = await exports.start({ ...asFolder, target: path.join(here.outside, 'out') });
  exports.cancel(id);
  await exports.close();
  expect(getTask(here.context.history, id).state).toBe('cancelled');
  expect(readdirSync(here.outside)).toEqual([]);
});
