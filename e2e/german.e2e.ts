import type { Page } from '@playwright/test';
import { prepareScene } from './looks/scene.ts';
import { viewsOf } from './looks/views.ts';
import type { Shown } from './looks/views.ts';
import { ask, englishFinder, expect, saidOn, test, visit } from './support/index.ts';

test.setTimeout(600_000);

test('no view says anything in English where German is spoken', async ({ desktop, scratch }) => {
  const { page } = await desktop.start();
  const shown = await prepareScene(page, scratch);
  await visit(page, `/a/${shown.application}/settings`);
  await page.getByText('Deutsch', { exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible();
  const findEnglish = await englishFinder();
  expect(findEnglish('Process now'), 'English is found').not.toBeNull();
  const ofEngine = await saidByEngine(page, shown);
  const englishOn = async () =>
    (await saidOn(page)).flatMap((text) => {
      const place = ofEngine.has(text) ? null : findEnglish(text);
      return place === null ? [] : [`${place}: ${text}`];
    });

  for (const view of Object.values(viewsOf).flat())
    await test.step(view.name, async () => {
      const address = view.address(shown);
      await visit(page, address.startsWith('/') ? address : `/a/${shown.application}/${address}`);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      expect.soft(await englishOn(), view.name).toEqual([]);
    });

  for (const address of [
    '/new',
    `/a/${shown.application}/new/peer`,
    `/a/${shown.application}/install/service`,
  ])
    await test.step(`fields that are left empty in ${address}`, async () => {
      await visit(page, address);
      await page.getByRole('button', { name: 'Weiter', exact: true }).click();
      await expect(page.getByText('Darf nicht leer sein.').first()).toBeVisible();
      expect.soft(await englishOn(), address).toEqual([]);
    });

  await visit(page, `/a/${shown.application}/runs/${shown.run}`);
  await expect(page.getByRole('img', { name: 'lung_volume führt zu nodule_score' })).toBeAttached();
});

/** What is English in any language: names, keywords of DICOM, and what the engine reports. */
async function saidByEngine(page: Page, { application, quarantined }: Shown): Promise<ReadonlySet<string>> {
  const checks = await ask(page, 'diagnostics.list', {});
  return new Set(
    textsIn([
      await ask(page, 'peers.list', { application }),
      await ask(page, 'tasks.list', { application }),
      await ask(page, 'quarantine.get', { application, id: quarantined }),
      await ask(page, 'services.examples', {}),
      await Promise.all(
        checks
          .filter(({ isOnlyAsked }) => !isOnlyAsked)
          .map(({ check, application: of }) => ask(page, 'diagnostics.check', { check, application: of })),
      ),
    ]),
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
