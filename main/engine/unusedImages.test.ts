import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { baseImage, docker, dockerObstacle, removeLabelled } from '../../scripts/testDocker/index.ts';
import { silentLogger } from './context/index.ts';
import { startEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { getTask } from './history/index.ts';
import { ofHome } from './runtimes/docker/containers/labels.ts';
import { listUnusedImages, removeUnusedImages } from './unusedImages.ts';

const obstacle = await dockerObstacle();
const never = new AbortController().signal;
const patience = { interval: 200, timeout: 300_000 };

it('images of nobody any more are not offered while an application cannot tell what it needs', async () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'unused-images-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const start = () => startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined });
  const first = start();
  const { id } = first.createApplication({ name: 'One', folder: undefined, options: {} });
  const broken = first.createApplication({ name: 'Broken', folder: undefined, options: {} });
  await first.close();
  const settings = path.join(broken.folder, 'application.json');
  const whole = readFileSync(settings);
  const image = { references: [], worker: null, isStage: false, bytes: 1, createdAt: 1, hasContainer: false };
  const own = [id, broken.id, 'gone'].map((application) => ({
    ...image,
    application,
    id: `of ${application}`,
  }));
  async function offered() {
    const engine = start();
    try {
      const { images } = await listUnusedImages(
        {
          application: (one) => engine.application(one),
          listApplications: () => engine.listApplications(),
          docker: { ...engine.docker, ownImages: () => Promise.resolve(own) },
        },
        id,
      );
      return images.map((one) => one.id);
    } finally {
      await engine.close();
    }
  }
  writeFileSync(settings, 'no settings');
  expect(await offered()).toEqual([`of ${id}`]);
  writeFileSync(settings, whole);
  expect(await offered()).toEqual([`of ${id}`, 'of gone']);
}, 60_000);

describe.skipIf(obstacle !== null)('Docker images that nothing uses', () => {
  let base: string;
  beforeAll(async () => {
    base = await baseImage();
  }, 300_000);

  function open(): { engine: Engine; home: string } {
    const home = mkdtempSync(path.join(os.tmpdir(), 'unused-images-'));
    const engine = startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined });
    onTestFinished(async () => {
      await engine.close();
      await removeLabelled(docker(), ofHome(realpathSync(home)));
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    });
    return { engine, home };
  }
  /** Installs a worker and builds it. @returns the name of its image */
  async function build(
    { engine, home }: { engine: Engine; home: string },
    application: string,
    name: string,
    more: { baseImage?: string; script?: string } = {},
  ): Promise<string> {
    const folder = path.join(home, 'folders', application, name);
    mkdirSync(folder, { recursive: true });
    const { script, baseImage: builtOn = base } = more;
    writeFileSync(
      path.join(folder, 'settings.json'),
      JSON.stringify({
        name,
        baseImage: builtOn,
        environments: [{ name: 'base', channels: name }],
        ...(script !== undefined && { scripts: 'script.sh' }),
      }),
    );
    if (script !== undefined) writeFileSync(path.join(folder, 'script.sh'), script);
    const { workers, context } = engine.application(application);
    const { tasks } = await workers.install({
      path: folder,
      replace: false,
      options: {},
      build: true,
    });
    await expect
      .poll(() => getTask(context.history, tasks[0]?.id ?? ''), patience)
      .toMatchObject({ state: 'succeeded' });
    return workers.installed().find((one) => one.name === name)?.image?.reference ?? '';
  }
  const isThere = (reference: string) =>
    docker()
      .getImage(reference)
      .inspect()
      .then(
        () => true,
        () => false,
      );
  const namesOf = async (engine: Engine, application: string) =>
    (await listUnusedImages(engine, application)).images.flatMap(({ references }) => references);

  it('are those of removed workers and applications only, and one that comes into use meanwhile stays', async () => {
    const test = open();
    const { engine } = test;
    const { id } = engine.createApplication({ name: 'One', folder: undefined, options: {} });
    const other = engine.createApplication({ name: 'Other', folder: undefined, options: {} });
    const gone = engine.createApplication({ name: 'Gone', folder: undefined, options: {} });
    const first = await build(test, id, 'first');
    const upon = await build(test, id, 'upon', { baseImage: first });
    const ofOther = await build(test, other.id, 'first');
    const ofGone = await build(test, gone.id, 'first');
    expect(await namesOf(engine, id)).toEqual([]);

    // Somebody's own image upon one of ours has its labels as well.
    const mine = `unused-images-test/mine:${process.pid}`;
    const container = await docker().createContainer({ Image: first, Cmd: ['true'] });
    await container.commit({ repo: mine.split(':')[0], tag: mine.split(':')[1] });
    onTestFinished(() => docker().getImage(mine).remove({ force: true }));

    await engine.removeApplication({
      application: gone.id,
      keepData: false,
      keepImages: true,
      backup: null,
      includeSecrets: false,
    });
    await engine.application(other.id).workers.remove('first', { keepImage: true });
    const { images } = await listUnusedImages(engine, id);
    expect(images.every(({ isOfApplication }) => !isOfApplication)).toBe(true);
    expect(images.filter(({ references }) => references.length > 0)).toMatchObject([
      { references: [ofGone], worker: 'first' },
    ]);
    expect(await namesOf(engine, other.id)).toEqual(expect.arrayContaining([ofOther, ofGone]));

    // A worker is built upon it, and then a container was made of it: it is used until both are gone.
    await engine.application(id).workers.remove('first', { keepImage: true });
    expect(await namesOf(engine, id)).not.toContain(first);
    await engine.application(id).workers.remove('upon', { keepImage: true });
    expect(await namesOf(engine, id)).not.toContain(first);
    expect(await namesOf(engine, id)).toContain(upon);
    await container.remove();
    const offered = (await listUnusedImages(engine, id)).images;
    expect(offered.flatMap(({ references }) => references).toSorted()).toEqual(
      [ofGone, first, upon].toSorted(),
    );
    expect(offered.every(({ bytes }) => bytes > 1_000_000)).toBe(true);

    // Between the look and the click it comes into use again.
    const late = await docker().createContainer({ Image: upon, Cmd: ['true'] });
    onTestFinished(() => late.remove({ force: true }).catch(() => undefined));
    const done = await removeUnusedImages(
      engine,
      { application: id, images: offered.map((one) => one.id) },
      never,
    );
    expect(done.problems).toEqual([]);
    const idOf = (name: string) => offered.find(({ references }) => references.includes(name))?.id;
    expect(done.removed).toEqual(expect.arrayContaining([idOf(first), idOf(ofGone)]));
    expect(done.removed).not.toContain(idOf(upon));
    expect(await Promise.all([first, upon, ofGone, ofOther, mine].map(isThere))).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
    await late.remove();
    expect((await removeUnusedImages(engine, { application: id }, never)).removed).toContain(idOf(upon));
    expect(await isThere(upon)).toBe(false);
    expect((await listUnusedImages(engine, id)).images).toEqual([]);
  }, 400_000);

  it('are not removed while a worker is built, whose image nothing knows yet', async () => {
    const test = open();
    const { id } = test.engine.createApplication({ name: 'Busy', folder: undefined, options: {} });
    const { workers } = test.engine.application(id);
    const slow = build(test, id, 'slow', { script: 'echo begun\nsleep 3\n' });
    await expect.poll(() => workers.building(), patience).toEqual(['slow']);
    await expect(removeUnusedImages(test.engine, { application: id }, never)).rejects.toMatchObject({
      code: 'application-busy',
    });
    const image = await slow;
    expect(await removeUnusedImages(test.engine, { application: id }, never)).toEqual({
      removed: [],
      bytes: 0,
      problems: [],
    });
    expect(await isThere(image)).toBe(true);

    // Nothing is left of a build that took the name of the one before.
    const before = (await docker().getImage(image).inspect()).Id;
    const task = workers.build('slow', true);
    const { history } = test.engine.application(id).context;
    await expect.poll(() => getTask(history, task.id).state, patience).toBe('succeeded');
    expect((await docker().getImage(image).inspect()).Id).not.toBe(before);
    await removeUnusedImages(test.engine, { application: id }, never);
    expect([await isThere(before), await isThere(image)]).toEqual([false, true]);
  }, 300_000);

  it('of which somebody built an image of their own do not take that with them at the next build', async () => {
    const test = open();
    const { id } = test.engine.createApplication({ name: 'Built upon', folder: undefined, options: {} });
    const first = await build(test, id, 'first');
    const mine = `unused-images-test/upon:${process.pid}`;
    const container = await docker().createContainer({ Image: first, Cmd: ['true'] });
    await container.commit({ repo: mine.split(':')[0], tag: mine.split(':')[1] });
    await container.remove();
    onTestFinished(() => docker().getImage(mine).remove({ force: true }));
    await test.engine.application(id).workers.reconcile();
    expect([await isThere(first), await isThere(mine)]).toEqual([true, true]);
  }, 300_000);
});
