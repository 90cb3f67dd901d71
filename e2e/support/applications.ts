import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { ApplicationOptions } from '../../contract/index.ts';
import { ask } from './bridge.ts';
import type { SendTarget } from './dcmtk.ts';
import { writeService } from './services.ts';
import type { TestService } from './services.ts';

/** Makes an application without its form, and waits until the window shows it. Returns its id. */
export async function makeApplication(
  page: Page,
  options: Partial<ApplicationOptions> = {},
  name = 'Test bench',
): Promise<string> {
  const { id } = await ask(page, 'applications.create', { name, options });
  await visit(page, `/a/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  return id;
}

/** Keeps what arrives from being complete by itself, however slow the machine is. */
export async function waitForRequests(page: Page): Promise<void> {
  const [application] = await ask(page, 'applications.list', {});
  await ask(page, 'applications.set_options', {
    application: application!.id,
    options: { quietSeconds: 3600 },
  });
}

/** Opens a view by its address. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    (globalThis as unknown as { location: { hash: string } }).location.hash = hash;
  }, address);
}

type View =
  | 'Overview'
  | 'Runs'
  | 'Statistics'
  | 'Flow'
  | 'Services'
  | 'Workers'
  | 'Containers'
  | 'Imports'
  | 'Doors'
  | 'Peers'
  | 'Completeness'
  | 'Filters'
  | 'Settings';

/** Opens a view by the navigation, as a person does. */
export function goTo(page: Page, view: View): Promise<void> {
  return page.getByRole('navigation').getByRole('link', { name: view }).click();
}

/** Writes services below a folder and installs them. */
export async function installServices(
  page: Page,
  application: string,
  folder: string,
  services: readonly TestService[],
): Promise<void> {
  for (const service of services) {
    const path = await writeService(folder, service);
    await ask(page, 'services.install', { application, path });
  }
}

/** Imports without the window's doors, and waits for the end. */
export async function importPaths(page: Page, application: string, paths: string[]): Promise<void> {
  const { id } = await ask(page, 'imports.start', { application, paths });
  await expect
    .poll(async () => (await ask(page, 'tasks.get', { application, task: id })).state)
    .toBe('succeeded');
}

/** Imports, and has what arrived planned at once. Returns the id of the run when its jobs are there. */
export async function beginRun(page: Page, application: string, paths: string[]): Promise<string> {
  await importPaths(page, application, paths);
  await ask(page, 'arrivals.process_now', { application });
  await expect.poll(async () => (await ask(page, 'runs.list', { application })).total).toBeGreaterThan(0);
  const { rows } = await ask(page, 'runs.list', { application });
  return rows[0]!.id;
}

/** Makes an application with services and has them process files, to a good end. */
export async function processed(
  page: Page,
  scratch: string,
  services: readonly TestService[],
  paths: string[],
): Promise<{ application: string; run: string; jobRuns: { id: string }[] }> {
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await installServices(page, application, join(scratch, 'services'), services);
  const run = await beginRun(page, application, paths);
  const detail = () => ask(page, 'runs.get', { application, run });
  await expect.poll(async () => (await detail()).state).toBe('succeeded');
  const { jobRuns } = await detail();
  return { application, run, jobRuns };
}

/** Opens the C-STORE door on any free port, and waits until it is open. Returns how to send to it. */
export async function openScpDoor(page: Page, application: string): Promise<SendTarget> {
  const { options } = await ask(page, 'applications.get', { application });
  const scp = { ...options.scp, enabled: true, port: 0 };
  await ask(page, 'applications.set_options', { application, options: { scp } });
  const stateOf = async () =>
    (await ask(page, 'doors.list', { application })).doors.find(({ door }) => door === 'scp');
  await expect.poll(async () => (await stateOf())?.state).toBe('open');
  const [, port] = /:(\d+)/.exec((await stateOf())?.address ?? '') ?? [];
  return { host: '127.0.0.1', port: Number(port), aeTitle: scp.aeTitle };
}

/** The value that stands under a name in a list of names and values. */
export function valueIn(place: Locator, term: string): Locator {
  const name = place
    .page()
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${term}$`) });
  return place
    .locator('div')
    .filter({ has: name })
    .locator('dd')
    .locator('code, :scope:not(:has(code))')
    .first();
}

/** A part of a view, by its heading. */
export function section(page: Page, heading: string): Locator {
  const title = page.getByRole('heading', { level: 2, name: heading, exact: true });
  return page.locator('section').filter({ has: title }).last();
}

/** The box of a job in the graph of a run. */
export function jobInGraph(page: Page, jobName: string): Locator {
  return page.getByRole('button', { name: new RegExp(`^${jobName}\\b`) });
}

/** What is opened by a click on a job in the graph. */
export function jobPanel(page: Page, jobName: string): Locator {
  return page.getByRole('region', { name: `Job ${jobName}` });
}

/** Opens what there is to know of a job; by the keyboard, for which none is out of sight. */
export async function openJob(page: Page, jobName: string, tab?: string): Promise<Locator> {
  await jobInGraph(page, jobName).focus();
  await page.keyboard.press('Enter');
  const panel = jobPanel(page, jobName);
  if (tab !== undefined) await panel.getByRole('tab', { name: tab }).click();
  return panel;
}
