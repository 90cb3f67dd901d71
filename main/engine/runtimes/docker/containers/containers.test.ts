import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  docker,
  dockerObstacle,
  removeLabelled,
  tinyImage,
} from '../../../../../scripts/testDocker/index.ts';
import type { Container } from '../../../../../contract/index.ts';
import { createEventBus, silentLogger } from '../../../context/index.ts';
import type { EventBus } from '../../../context/index.ts';
import { createDockerEngine } from '../engine/index.ts';
import { createContainers } from './containers.ts';
import { ofHome } from './labels.ts';
import type { ContainerPlan, Containers } from './types.ts';

const obstacle = await dockerObstacle();
const longestMs = 60_000;
const application = { id: `test-${process.pid}-${Date.now()}`, name: 'Test' };

interface Kept {
  home: string;
  events: EventBus;
  containers: Containers;
  /** Folder of the logs. */
  folder: string;
  /** Another engine in the place of this one. */
  again(): Promise<Kept>;
}

async function keep(home = mkdtempSync(path.join(os.tmpdir(), 'containers-'))): Promise<Kept> {
  const events = createEventBus();
  const label = ofHome(home);
  const engine = createDockerEngine({ log: silentLogger, label, onChanged: () => undefined });
  const containers = createContainers({ engine, home, events, log: silentLogger });
  const folder = path.join(home, 'logs');
  const end = containers.keepLogs(application.id, folder);
  let isClosed = false;
  async function close(): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    await end();
    await containers.close();
    engine.close();
  }
  onTestFinished(async () => {
    await close();
    await removeLabelled(docker(), label);
    rmSync(home, { recursive: true, force: true });
  });
  await engine.connected();
  return {
    home,
    events,
    containers,
    folder,
    async again() {
      await close();
      return keep(home);
    },
  };
}

async function plan(command: string, more: Partial<ContainerPlan> = {}): Promise<ContainerPlan> {
  return {
    role: 'worker',
    of: 'one',
    replica: 1,
    config: command,
    options: {
      Image: await tinyImage(),
      Cmd: ['sh', '-c', command],
      StopTimeout: 1,
      HostConfig: { NetworkMode: 'none', Init: true },
    },
    ...more,
  };
}
const sleeping = 'sleep 1000';

/** Waits until it holds, looking again after every event and now and then between. */
async function until(events: EventBus, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + longestMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('It did not come to pass in time.');
    await new Promise<void>((resolve) => {
      const stop = events.listen(go);
      const timer = setTimeout(go, 200);
      function go(): void {
        stop();
        clearTimeout(timer);
        resolve();
      }
    });
  }
}
async function only(containers: Containers, figures = false): Promise<Container> {
  const [first] = await containers.list(application.id, { figures });
  if (first === undefined) throw new Error('There is no container.');
  return first;
}

describe.skipIf(obstacle !== null)(`containers of an application; needs: ${obstacle ?? 'Docker'}`, () => {
  it('are made, found by label after a restart of the engine, and made anew only when they are otherwise', async () => {
    const first = await keep();
    const one = await plan(sleeping);
    const plans = [one, await plan(sleeping, { replica: 2 })];
    const made = await first.containers.reconcile(application, plans);
    expect(made.created).toHaveLength(2);
    const ids = made.containers.map(({ id }) => id);

    const second = await first.again();
    const same = await second.containers.reconcile(application, plans);
    expect(same).toMatchObject({ created: [], started: [], removed: [] });
    expect(same.containers.map(({ id }) => id)).toEqual(ids);

    const changed = await second.containers.reconcile(application, [{ ...one, config: 'other' }]);
    expect(changed.removed).toHaveLength(2);
    expect(changed.created).toEqual([made.containers[0]?.name]);
    await second.containers.reconcile(application, []);
    expect(await second.containers.find()).toEqual([]);
  }, 120_000);

  it('that were killed, removed or stopped by hand are healed by the next comparison', async () => {
    const { containers } = await keep();
    const plans = await Promise.all([1, 2, 3].map((replica) => plan(sleeping, { replica })));
    const made = await containers.reconcile(application, plans);
    const [killed, removed, paused] = made.containers.map(({ id }) => docker().getContainer(id));
    await killed?.kill();
    await removed?.remove({ force: true });
    await paused?.pause();
    const healed = await containers.reconcile(application, plans);
    expect(healed.containers.map(({ state }) => state)).toEqual(['running', 'running', 'running']);
    expect(healed.started).toHaveLength(3);
    expect((await containers.find()).map(({ state }) => state)).toEqual(['running', 'running', 'running']);
  }, 120_000);

  it('of another data home are left alone, and a name that is taken is told of', async () => {
    const mine = await keep();
    const theirs = await keep();
    const one = await plan(sleeping);
    await theirs.containers.reconcile(application, [one]);
    expect(await mine.containers.find()).toEqual([]);
    await expect(mine.containers.reconcile(application, [one])).rejects.toMatchObject({
      code: 'docker-failed',
      message: expect.stringContaining('that DCM Processor did not make here'),
      advice: expect.stringContaining('docker rename'),
    });
    await mine.containers.reconcile(application, []);
    expect(await theirs.containers.find()).toMatchObject([{ state: 'running' }]);
  }, 120_000);

  it('without their image are said to be without it', async () => {
    const { containers } = await keep();
    const one = await plan(sleeping);
    one.options.Image = 'dcm-processor-test/never-built:1';
    await expect(containers.reconcile(application, [one])).rejects.toMatchObject({ code: 'image-missing' });
  }, 120_000);

  it('show their figures, and what went wrong with them in words', async () => {
    const { containers } = await keep();
    const busy = await plan('while true; do true; done', { of: 'busy' });
    const ending = await plan('exit 3', { of: 'ending' });
    const hungry = await plan('tail /dev/zero', { of: 'hungry' });
    hungry.options.HostConfig = {
      ...hungry.options.HostConfig,
      Memory: 8 * 1024 * 1024,
      MemorySwap: 8 * 1024 * 1024,
    };
    const { containers: made } = await containers.reconcile(application, [busy, ending, hungry]);
    for (const { id, of } of made) if (of !== 'busy') await docker().getContainer(id).wait();
    await containers.list(application.id, { figures: true });
    // The processor's use is counted between two askings.
    await docker()
      .getContainer(made[0]?.id ?? '')
      .exec({ Cmd: ['sleep', '1'] })
      .then((exec) => exec.start({}));
    await until(createEventBus(), async () => {
      const [one] = await containers.list(application.id, { figures: true });
      return (one?.cpuPercent ?? 0) > 1;
    });
    const [one, two, three] = await containers.list(application.id, { figures: true });
    expect(one).toMatchObject({ of: 'busy', state: 'running', problem: null, exitCode: null });
    expect(one?.memoryBytes).toBeGreaterThan(0);
    expect(one?.startedAt).toBeGreaterThan(Date.now() - longestMs);
    expect(two).toMatchObject({ state: 'exited', exitCode: 3, cpuPercent: null, startedAt: null });
    expect(two?.problem?.message).toContain('exit code 3');
    expect(three?.problem).toMatchObject({
      code: 'container-failed',
      message: expect.stringContaining('more memory'),
      advice: 'Give hungry more memory.',
    });
  }, 120_000);

  it('are described by their runtime where it knows more', async () => {
    const { containers } = await keep();
    await containers.reconcile(application, [await plan(sleeping)]);
    const stop = containers.describedBy(({ of }) =>
      of === 'one' ? { jobsRunning: 2, health: 'healthy', problem: null } : null,
    );
    expect(await only(containers)).toMatchObject({ jobsRunning: 2, health: 'healthy' });
    stop();
    expect(await only(containers)).toMatchObject({ jobsRunning: 0, health: null });
  }, 120_000);

  it('have one network, also where two ask for it at once, and other applications another', async () => {
    const { home, containers } = await keep();
    const other = { id: `${application.id}x`, name: 'Test' };
    const names = await Promise.all([1, 2, 3].map(() => containers.ensureNetwork(application)));
    expect(new Set(names).size).toBe(1);
    expect(await containers.ensureNetwork(other)).not.toBe(names[0]);
    const listed = () => docker().listNetworks({ filters: JSON.stringify({ label: [ofHome(home)] }) });
    expect(await listed()).toHaveLength(2);
    await containers.removeNetwork(application);
    await containers.removeNetwork(application);
    await containers.removeNetwork(other);
    expect(await listed()).toEqual([]);
  }, 120_000);
});

describe.skipIf(obstacle !== null)(`logs of containers; needs: ${obstacle ?? 'Docker'}`, () => {
  const name = async ({ containers }: Kept) => (await only(containers)).name;
  const textsOf = async (kept: Kept, container: string) =>
    (await kept.containers.readLog(kept.folder, { container, limit: 1000 })).lines;
  const has = (kept: Kept, container: string, text: string) => async () =>
    (await textsOf(kept, container).catch(() => [])).some((line) => line.text === text);

  it('are kept live, across a restart of the engine, with no line lost and none twice', async () => {
    const first = await keep();
    await first.containers.reconcile(application, [
      await plan('i=0; while true; do echo $i; i=$((i+1)); sleep 0.02; done'),
    ]);
    const container = await name(first);
    await until(first.events, has(first, container, '20'));
    const second = await first.again();
    await until(second.events, has(second, container, '80'));
    const printed = (await textsOf(second, container)).filter(({ stream }) => stream === 'stdout');
    expect(printed.slice(0, 80).map(({ text }) => text)).toEqual(
      Array.from({ length: 80 }, (_, i) => String(i)),
    );
  }, 120_000);

  it('keep the last words of a container that is removed, and go on with the next one of its name', async () => {
    const kept = await keep();
    const speaking = (word: string) =>
      plan(`echo ${word}; trap 'echo last ${word}; exit' TERM; sleep 1000 & wait`);
    await kept.containers.reconcile(application, [await speaking('one')]);
    const container = await name(kept);
    await until(kept.events, has(kept, container, 'one'));
    await kept.containers.reconcile(application, [await speaking('two')]);
    await until(kept.events, has(kept, container, 'two'));
    await kept.containers.reconcile(application, []);
    const texts = (await textsOf(kept, container)).map(({ text }) => text);
    expect(texts.filter((text) => /one|two/.test(text))).toEqual(['one', 'last one', 'two', 'last two']);
    await until(kept.events, has(kept, container, 'the container was removed'));
  }, 120_000);

  it('of a container that floods reach its last line, although Docker drops some itself', async () => {
    const kept = await keep();
    await kept.containers.reconcile(application, [
      await plan('yes 0123456789012345678901234567890123456789 | head -n 300000; echo done'),
    ]);
    const container = await name(kept);
    await until(kept.events, has(kept, container, 'done'));
    const page = await kept.containers.readLog(kept.folder, { container, limit: 1 });
    expect(page.lines.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^(done|the container ended with exit code 0)$/),
    ]);
  }, 120_000);
});
