import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { httpOptionsSchema, scpOptionsSchema } from '../contract/index.ts';
import { buildInstance, sameUidOtherContent } from '../scripts/phantom/index.ts';
import {
  answerChoosers,
  ask,
  echo,
  expect,
  freePort,
  goTo,
  holdPort,
  makeApplication,
  openScpDoor,
  section,
  store,
  test,
  valueIn,
  visit,
  writeSmallPatient,
} from './support/index.ts';

/** The table of who sent. */
const sendersOf = (page: Page) => page.getByRole('table', { name: 'Senders' });
const senderRow = (page: Page, sender: string) =>
  sendersOf(page).getByRole('row').filter({ hasText: sender });

/** The cell of a sender below a heading. */
async function cellOf(page: Page, sender: string, column: string): Promise<Locator> {
  const heads = sendersOf(page).getByRole('columnheader');
  await expect(heads.filter({ hasText: column }).first()).toBeVisible();
  return senderRow(page, sender)
    .getByRole('cell')
    .nth((await heads.allInnerTexts()).indexOf(column));
}

test('a door is opened, and what DCMTK sends to it is counted by sender as it comes', async ({
  desktop,
  scratch,
}) => {
  const images = await writeSmallPatient(path.join(scratch, 'patient'));
  const { page } = await desktop.start();
  const scp = scpOptionsSchema.parse({ port: await freePort() });
  await makeApplication(page, { quietSeconds: 3600, scp });

  await goTo(page, 'Doors');
  const card = page.getByRole('listitem').filter({ hasText: 'DICOM C-STORE' });
  await expect(card).toContainText('Off');
  await card.getByRole('button', { name: 'Open this door: DICOM C-STORE' }).click();
  await expect(card.getByText('Open', { exact: true })).toBeVisible();
  await card.getByRole('link', { name: 'DICOM C-STORE', exact: true }).click();

  const endpoint = section(page, 'Send to this door');
  await expect(endpoint).toContainText('Only programs on this machine can send here.');
  await expect(valueIn(endpoint, 'Port')).toHaveText(/^\d+$/);
  const target = {
    aeTitle: await valueIn(endpoint, 'AE title').innerText(),
    host: await valueIn(endpoint, 'Host').innerText(),
    port: Number(await valueIn(endpoint, 'Port').innerText()),
  };
  await expect(page.getByText('Nobody has sent yet')).toBeVisible();
  await echo(target);
  await store(target, [path.join(scratch, 'patient')], 'SCANNER-1');
  await expect(await cellOf(page, 'SCANNER-1', 'New')).toHaveText(String(images));
  await expect(valueIn(section(page, 'So far'), 'New')).toHaveText(String(images));
  await store(target, [path.join(scratch, 'patient')], 'SCANNER-1');
  await expect(await cellOf(page, 'SCANNER-1', 'Already there')).toHaveText(String(images));

  await test.step('a sender that may not send is told, and its problem is seen', async () => {
    await page.getByRole('link', { name: 'Settings' }).last().click();
    await page.getByLabel('Calling AE titles').fill('SCANNER-1');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('The door follows at once.')).toBeVisible();
    await page.getByRole('link', { name: 'DICOM C-STORE', exact: true }).click();
    await expect(endpoint).toContainText('Only these AE titles may send: SCANNER-1.');
    // The door may just be taking its new settings.
    await expect
      .poll(() => echo(target, 'STRANGER').then(() => 'admitted', String))
      .toContain('Calling AE Title Not Recognized');
    await expect(senderRow(page, 'STRANGER')).toContainText('Its AE title is not among those that may send.');
    await expect(await cellOf(page, 'STRANGER', 'Refused')).toHaveText('1');
  });

  await test.step('senders are sorted by what one wants to know', async () => {
    const names = sendersOf(page).locator('tbody tr td:first-child');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await expect(page.getByRole('columnheader', { name: 'New' })).toHaveAttribute('aria-sort', 'descending');
    await expect(names).toHaveText([/^SCANNER-1/, /^STRANGER/]);
    await page.getByRole('button', { name: 'Refused', exact: true }).click();
    await expect(names).toHaveText([/^STRANGER/, /^SCANNER-1/]);
  });
});

test('what conflicts with the archive is seen in quarantine, exported, taken in its place and deleted', async ({
  desktop,
  scratch,
}) => {
  const first = buildInstance({ PatientName: 'Phantom^Conflict', InstanceNumber: 1 });
  const other = sameUidOtherContent(first);
  await writeFile(path.join(scratch, 'first.dcm'), first);
  await writeFile(path.join(scratch, 'other.dcm'), other);
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  const target = await openScpDoor(page, application);
  const badge = page.getByRole('navigation').getByRole('link', { name: /^Quarantine/ });
  await expect(badge).toHaveText('Quarantine');
  await store(target, [path.join(scratch, 'first.dcm')]);
  await store(target, [path.join(scratch, 'other.dcm')]);
  await expect(badge).toHaveText('Quarantine1');

  await badge.click();
  const row = page
    .getByRole('table', { name: 'Quarantine' })
    .getByRole('row')
    .filter({ hasText: 'Phantom, Conflict' });
  await expect(row).toContainText('Conflicting');
  await expect(row).toContainText('STORESCU (127.0.0.1)');
  await row.getByRole('link').click();
  await expect(section(page, 'Header')).toContainText('Phantom^Conflict');
  await expect(section(page, 'First bytes')).toContainText('DICM');

  const exported = path.join(scratch, 'exported');
  await mkdir(exported);
  await answerChoosers(app, [exported]);
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByText('1 file was copied.')).toBeVisible();
  const [copy = ''] = await readdir(exported);
  const pixels = other.subarray(-64);
  expect((await readFile(path.join(exported, copy))).subarray(-64).equals(pixels)).toBe(true);

  await page.getByRole('button', { name: 'Take anyway' }).click();
  await expect(page.getByText('It took the place of the one in the archive')).toBeVisible();
  await expect(row).toContainText('Replaced');

  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('j');
  await expect(row.getByRole('link')).toBeFocused();
  await page.keyboard.press('x');
  await expect(row.getByRole('checkbox')).toBeChecked();
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this file?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(row).toBeVisible();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('Nothing is in quarantine')).toBeVisible();
  await expect(badge).toHaveText('Quarantine');
});

test('a port that another program uses is told at the door, which opens by itself once it is free', async ({
  desktop,
}) => {
  const { port, release } = await holdPort();
  const { page } = await desktop.start();
  const application = await makeApplication(page);
  await visit(page, `/a/${application}/doors/scp/settings`);
  const associations = page.getByLabel('Associations at once');
  await expect(associations).toHaveValue('64');
  // Changed elsewhere meanwhile: it must neither be hidden from who looks, nor undone by what is saved here.
  const scp = scpOptionsSchema.parse({ maxAssociations: 7 });
  await ask(page, 'applications.set_options', { application, options: { scp } });
  await expect(associations).toHaveValue('7');
  const field = page.getByLabel('Port', { exact: true });
  await field.fill('70000');
  await expect(page.getByText('Must be at most 65,535.')).toBeVisible();
  await field.fill(String(port));
  await expect(page.getByText('Must be at most 65,535.')).toBeHidden();
  await page.getByLabel('AE title', { exact: true }).fill(String.raw`A\B`);
  await expect(page.getByText('no backslash')).toBeVisible();
  await page.getByLabel('AE title', { exact: true }).fill('WARD-3');
  const address = page.getByLabel('Address', { exact: true });
  await address.fill('0.0.0.0');
  await expect(page.getByText('Other machines can reach it.')).toBeVisible();
  await address.fill('127.0.0.1');
  await expect(page.getByText('Only programs on this machine can send here.')).toBeVisible();
  await page.getByText('Open', { exact: true }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  const main = page.getByRole('main');
  await expect(main.getByText('Not open')).toBeVisible();
  await expect(main.getByRole('alert')).toContainText(String(port));
  await main.getByText('Technical cause').click();
  await expect(main.getByRole('group', { name: 'Technical cause' })).toContainText('EADDRINUSE');

  await release();
  await expect(main.getByRole('alert')).toHaveCount(0, { timeout: 15_000 });
  await echo({ host: '127.0.0.1', port, aeTitle: 'WARD-3' });
  const { options } = await ask(page, 'applications.get', { application });
  expect(options.scp).toEqual({ ...scp, enabled: true, aeTitle: 'WARD-3', port });
});

test('a folder is watched from the window, and its files come in', async ({ desktop, scratch }) => {
  const folder = path.join(scratch, 'watched');
  const images = await writeSmallPatient(folder);
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await visit(page, `/a/${application}/doors/folder`);
  await page.getByRole('link', { name: 'Add a folder' }).click();
  await answerChoosers(app, [folder]);
  await page.getByRole('button', { name: 'Add folder…' }).click();
  await expect(page.getByLabel('Folder', { exact: true })).toHaveValue(folder);
  await page.getByLabel('Settled after').fill('0');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('link', { name: 'Watched folders', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Folders' })).toContainText(folder);
  await expect(valueIn(section(page, 'So far'), 'New')).toHaveText(String(images));
  await expect(senderRow(page, folder)).toBeVisible();
});

test('a client posts with the token that the window shows, and not with the one before', async ({
  desktop,
}) => {
  const { page } = await desktop.start();
  const http = httpOptionsSchema.parse({ port: await freePort() });
  const application = await makeApplication(page, { quietSeconds: 3600, http });
  await visit(page, `/a/${application}/doors/http`);
  await page.getByRole('button', { name: 'Open this door' }).click();
  const endpoint = section(page, 'Send to this door');
  await expect(page.getByRole('main').getByText('Open', { exact: true })).toBeVisible();
  const token = valueIn(endpoint, 'Token');
  await expect(token).toHaveText(/^•+$/);
  await endpoint.getByRole('button', { name: 'Show token' }).click();
  const old = await token.innerText();
  const url = await valueIn(endpoint, 'Single instances').innerText();
  const post = (secret: string) =>
    fetch(url, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/dicom' },
      body: new Uint8Array(buildInstance({ InstanceNumber: 1 })),
    });
  expect((await post(old)).ok).toBe(true);
  await expect(valueIn(section(page, 'So far'), 'New')).toHaveText('1');

  await endpoint.getByRole('button', { name: 'Make a new token' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new token' }).click();
  await expect(token).not.toHaveText(old);
  expect((await post(old)).status).toBe(401);
  expect((await post(await token.innerText())).ok).toBe(true);
});

test('a disk that fills up is told above every view, and senders are refused before it is full', async ({
  desktop,
  scratch,
}) => {
  await writeSmallPatient(path.join(scratch, 'patient'));
  const { page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  const target = await openScpDoor(page, application);
  const main = page.getByText('Little space is left for the archive.');
  await visit(page, `/a/${application}/disk-space`);
  await page.getByLabel('Take nothing below: share of the disk').fill('20');
  await expect(page.getByText('It must not be more than the limit of the warning.')).toBeVisible();
  await page.getByLabel('Warn below: share of the disk').fill('100');
  await page.getByLabel('Take nothing below: share of the disk').fill('1');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(main).toBeVisible();
  await goTo(page, 'Overview');
  await expect(main).toBeVisible();

  await visit(page, `/a/${application}/disk-space`);
  await page.getByLabel('Take nothing below: share of the disk').fill('100');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('The disk is nearly full: nothing is taken in.')).toBeVisible();
  await goTo(page, 'Doors');
  await expect(page.getByRole('listitem').filter({ hasText: 'DICOM C-STORE' })).toContainText('Paused');
  await expect(store(target, [path.join(scratch, 'patient')])).rejects.toThrow();
  expect((await ask(page, 'applications.get', { application })).counts.instances).toBe(0);
});
