import type { Locator, Page } from '@playwright/test';
import { emptyViews } from './looks/emptyViews.ts';
import type { EmptyView } from './looks/emptyViews.ts';
import { routeNames } from './looks/routeNames.ts';
import { expect, inspectScreen, makeApplication, test, visit } from './support/index.ts';

test.setTimeout(600_000);

// What is said of containers and workers depends on whether the machine has Docker.
const dockerHost = process.env['DOCKER_HOST'];
test.beforeAll(() => void (process.env['DOCKER_HOST'] = 'unix:///nowhere/docker.sock'));
test.afterAll(() => {
  if (dockerHost === undefined) delete process.env['DOCKER_HOST'];
  else process.env['DOCKER_HOST'] = dockerHost;
});

const notesIn = (page: Page) => page.locator('[data-empty-note]');
const stepsOf = (note: Locator) => note.locator('a[href]:visible, button:enabled:visible');

test('no route is without what it shows of an empty application', async () => {
  expect(Object.keys(emptyViews).sort()).toEqual(await routeNames());
});

test('every view of an empty application says what to do next, and that leads somewhere', async ({
  desktop,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page);
  const led = new Set<string>();
  for (const view of Object.values(emptyViews).flat()) {
    await test.step(`${view.looks} ${view.address}`, async () => {
      await show(page, application, view);
      await expectNextStep(page, view);
      for (const note of await notesIn(page).all()) {
        expect
          .soft(await stepsOf(note).count(), `steps of “${await note.innerText()}” at ${view.address}`)
          .toBeGreaterThan(0);
        for (const link of await note.locator('a[href]').all())
          led.add((await link.getAttribute('href')) ?? '');
      }
      if (view.looks === 'note') await inspectScreen(app, page, `nothing-${fileNameOf(view)}`);
    });
  }
  expect(led.size).toBeGreaterThan(5);
  for (const href of led) {
    await visit(page, href.replace(/^#/, ''));
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Nothing is here' }), href).toHaveCount(0);
  }
});

test('a search that finds nothing is cleared where that is said', async ({ desktop }) => {
  const { page } = await desktop.start();
  const application = await makeApplication(page);
  for (const [address, left] of [
    ['studies?q=nobody', 'Clear the search'],
    ['runs?text=nobody', 'Clear the filter'],
    ['jobs?state=failed', 'Clear the filter'],
    ['statistics?service=none', 'Clear the filter'],
  ] as const) {
    await show(page, application, { looks: 'note', address });
    await notesIn(page).getByRole('button', { name: left }).click();
    await expect(page.getByRole('button', { name: left })).toHaveCount(0);
    expect(page.url()).not.toMatch(/nobody|failed|none/);
    await expect(notesIn(page).first()).toBeVisible();
  }
  await visit(page, `/a/${application}/help`);
  await page.getByRole('searchbox').fill('zzzzzz');
  await notesIn(page).getByRole('button', { name: 'Clear the search' }).click();
  await expect(page.getByRole('searchbox')).toHaveValue('');

  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('zzzzzz');
  await notesIn(page).getByRole('button', { name: 'Clear the search' }).click();
  await expect(page.getByRole('combobox')).toBeFocused();
  await expect(page.getByRole('option').first()).toBeVisible();
});

async function show(page: Page, application: string, { looks, address }: EmptyView): Promise<void> {
  const [place = '', query = ''] = address.split('?');
  // What is searched stands before the fragment, as the window's own links write it.
  await page.evaluate(
    ([to, search]) => {
      const view = globalThis as unknown as {
        history: { pushState(state: unknown, unused: string, url: string): void };
        dispatchEvent(event: Event): void;
      };
      view.history.pushState(null, '', `?${search}#${to}`);
      view.dispatchEvent(new Event('hashchange'));
    },
    [place.startsWith('/') ? place : `/a/${application}/${place}`.replace(/\/$/, ''), query],
  );
  // The page of what is gone has no heading.
  if (looks !== 'gone') await expect(page.getByRole('heading', { level: 1 }).first(), address).toBeVisible();
  await expect(page.getByLabel('Loading', { exact: false }), address).toHaveCount(0);
}

async function expectNextStep(page: Page, { looks, address }: EmptyView): Promise<void> {
  const main = page.getByRole('main');
  if (looks === 'note') await expect(notesIn(page).first(), address).toBeVisible();
  else if (looks === 'gone') {
    await expect(main.getByRole('alert').first(), address).toBeVisible();
    await expect(main.getByRole('link').first(), address).toBeVisible();
  } else {
    const ways = main.locator('a[href]:visible, button:enabled:visible, input:enabled:visible');
    await expect(ways.first(), address).toBeVisible();
  }
}

const fileNameOf = ({ address }: EmptyView) => address.replaceAll(/[^a-z-]+/g, '-') || 'overview';
