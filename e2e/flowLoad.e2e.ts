import { setTimeout as pause } from 'node:timers/promises';
import { notedBy, startLoad, watchPage } from '../bench/window/index.ts';
import { createClient } from '../contract/index.ts';
import { channelToRunningEngine } from '../main/link/index.ts';
import { expect, makeApplication, test, visit } from './support/index.ts';

/** How long studies flow, in milliseconds. */
const loadMs = 60_000;

test('200 jobs with studies flowing through them are on show, and the long tasks of the page are printed', async ({
  desktop,
  scratch,
}) => {
  test.setTimeout(240_000);
  const { page } = await desktop.start();
  const application = await makeApplication(page, { slots: 2, quietSeconds: 0 });
  const channel = await channelToRunningEngine(desktop.home);
  if (channel === null) throw new Error('The engine of the program cannot be reached.');
  const client = createClient(channel);
  await visit(page, `/a/${application}/flow`);
  const load = await startLoad(client, application, scratch);
  await expect(
    page.getByRole('main').locator('[data-node]').filter({ hasText: 'step_20' }).first(),
  ).toBeAttached();

  await watchPage(page);
  const before = load.changes();
  await pause(loadMs);
  const perSecond = (load.changes() - before) / (loadMs / 1000);
  const long = (await notedBy(page)).longTasks.filter((ms) => ms > 50);
  // How fast it is depends on the machine: it is printed and not judged.
  process.stdout.write(
    `Flow of 200 jobs, ${perSecond.toFixed(0)} changes a second for a minute: ${long.length} tasks of the page over 50 ms, ` +
      `the longest ${Math.max(0, ...long).toFixed(0)} ms\n`,
  );
  expect(perSecond, 'studies flowed all the time').toBeGreaterThan(1);
  await expect(
    page
      .getByRole('main')
      .locator('[data-node]')
      .filter({ hasText: /[1-9]\d* done today/ })
      .first(),
  ).toBeVisible();
  await load.stop();
  client.close();
});
