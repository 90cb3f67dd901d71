import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  answerChoosers,
  ask,
  expect,
  freePort,
  goTo,
  importPaths,
  inspectWizard,
  makeApplication,
  runCommand,
  shownCommands,
  startOrthanc,
  store,
  test as base,
  visit,
  wizardButton,
  wizardPage,
  writeSmallPatient,
  writeTinyPatient,
} from './support/index.ts';
import type { Orthanc } from './support/index.ts';

const test = base.extend<{ orthanc: Orthanc }>({
  orthanc: async ({ scratch }, use) => {
    const orthanc = await startOrthanc(path.join(scratch, 'orthanc'));
    await use(orthanc);
    await orthanc.stop();
  },
});

/** Walks through the wizard of a DICOM peer as far as its summary. */
async function describePeer(page: Page, name: string, peer: { aeTitle: string; host: string; port: number }) {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await wizardButton(page, 'Next').click();
  await page.getByLabel('AE title', { exact: true }).fill(peer.aeTitle);
  await page.getByLabel('Host', { exact: true }).fill(peer.host);
  await page.getByLabel('Port', { exact: true }).fill(String(peer.port));
  await wizardButton(page, 'Skip to the summary').click();
  await expect(wizardPage(page, 'Summary')).toBeVisible();
}

test('peers are added, imported, tested, renamed and removed', async ({ desktop, scratch, orthanc }) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page);
  const main = page.getByRole('main');
  await goTo(page, 'Peers');

  await test.step('what is missing or taken is told at its field', async () => {
    await main.getByRole('link', { name: 'Add a peer' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Gone');
    await wizardButton(page, 'Skip to the summary').click();
    await expect(page.getByLabel('AE title', { exact: true })).toHaveAccessibleDescription(
      /^Must not be empty\./,
    );
    await wizardButton(page, 'Back').click();
    await describePeer(page, 'Gone', { aeTitle: 'GONE', host: '127.0.0.1', port: await freePort() });
    await wizardButton(page, 'Test').click();
    await expect(main.getByRole('alert')).toContainText('cannot be reached');
    await wizardButton(page, 'Add a peer').click();
    await expect(main.getByRole('heading', { name: 'Gone' })).toBeVisible();
    await main.getByRole('link', { name: 'Add a peer' }).click();
    await describePeer(page, 'GONE', { aeTitle: 'X', host: 'x', port: 104 });
    await wizardButton(page, 'Add a peer').click();
    await expect(page.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(
      /peer named "Gone" already/,
    );
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Discard' }).click();
  });

  await test.step("Orthanc's own list of peers is taken over, without those that are there", async () => {
    const list = path.join(scratch, 'orthanc.json');
    const { aeTitle, host, port } = orthanc;
    await writeFile(
      list,
      JSON.stringify({ DicomModalities: { archive: [aeTitle, host, port], gone: ['GONE', host, 1] } }),
    );
    await answerChoosers(app, [list]);
    await main.getByRole('button', { name: 'Import a list…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('1 peer was added.');
    await expect(dialog).toContainText('gone: There is a peer of that name already.');
    await page.keyboard.press('Escape');
  });

  await test.step('a test says that one answers, and why the other does not', async () => {
    await main.getByRole('button', { name: 'Test archive' }).click();
    await expect(main.getByText(/^Answered in/)).toBeVisible();
    await main.getByRole('button', { name: 'Test Gone' }).click();
    await expect(main.getByRole('alert')).toContainText('cannot be reached');
  });

  await test.step('a peer is renamed, and one is removed', async () => {
    await main.getByRole('button', { name: 'More for archive' }).click();
    await page.getByRole('menuitem', { name: 'Edit…' }).click();
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Ward/3 100% #1');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(main.getByRole('heading', { name: 'Ward/3 100% #1' })).toBeVisible();
    await main.getByRole('button', { name: 'More for Gone' }).click();
    await page.getByRole('menuitem', { name: 'Remove…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(main.getByRole('heading', { level: 2 })).toHaveText(['Ward/3 100% #1']);
    const [left, ...others] = await ask(page, 'peers.list', { application });
    expect(left).toMatchObject({ name: 'Ward/3 100% #1', port: orthanc.port });
    expect(others).toEqual([]);
    await main.getByRole('link', { name: /^Look for studies/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Ward/3 100% #1' })).toBeVisible();
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(main.getByText('The peer has no such study')).toBeVisible();
  });
});

test('the keyboard alone adds a peer after it has answered, as the command that is shown does', async ({
  desktop,
  orthanc,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page);
  const look = (name: string) => inspectWizard(app, page, `wizard-peer-${name}`);
  const type = (text: string) => page.keyboard.type(text);
  await visit(page, `/a/${application}/new/peer`);

  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await type("Ward's $(id) PACS");
  await look('kind');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('AE title', { exact: true })).toBeFocused();
  await type('ORTHANC');
  await page.keyboard.press('Tab');
  await type(orthanc.host);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+a');
  await type(String(orthanc.port));
  await look('address');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Speak TLS')).toBeFocused();
  await page.keyboard.press('Space');
  await look('security');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('To connect')).toBeFocused();
  await page.keyboard.press('Control+a');
  await type('5');
  await look('limits');
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'Summary' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(wizardButton(page, 'Test')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Answered in/)).toBeVisible();
  await look('review');
  const commands = await shownCommands(page);
  // From anywhere, also where Enter means something else.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Peers' })).toBeVisible();
  const added = await ask(page, 'peers.list', { application });
  expect(added).toMatchObject([
    { name: "Ward's $(id) PACS", aeTitle: 'ORTHANC', port: orthanc.port, timeouts: { connect: 5 } },
  ]);
  await ask(page, 'peers.remove', { application, peer: "Ward's $(id) PACS" });
  for (const words of commands) await runCommand(desktop.home, words);
  expect(await ask(page, 'peers.list', { application }), 'by the commands').toEqual(added);
});

test('studies are found at Orthanc by name, fetched, and others are sent to it', async ({
  desktop,
  scratch,
  orthanc,
}) => {
  const images = await writeSmallPatient(path.join(scratch, 'theirs'));
  await store(orthanc, [path.join(scratch, 'theirs')]);
  const { page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  const { aeTitle, host, port } = orthanc;
  await ask(page, 'peers.create', {
    application,
    peer: { kind: 'dicom', name: 'PACS', aeTitle, host, port },
  });
  const main = page.getByRole('main');
  const ended = (what: string) => page.getByRole('alert').filter({ hasText: `${what} finished` });
  await goTo(page, 'Peers');
  await main.getByRole('link', { name: 'Look for studies at PACS' }).click();

  await test.step('a search that finds nothing says so, the beginning of a name finds', async () => {
    await page.getByLabel('Patient name').fill('Nobody');
    await page.keyboard.press('Enter');
    await expect(main.getByText('The peer has no such study')).toBeVisible();
    await page.getByLabel('Patient name').fill('Phantom, De');
    await page.getByLabel('Modality').fill('ct');
    await page.keyboard.press('Enter');
    const row = page.getByRole('table', { name: 'Studies at PACS' }).getByRole('row').nth(1);
    await expect(row).toContainText('CT chest and abdomen');
    await expect(main.getByText('1 study found')).toBeVisible();
  });

  await test.step('what is chosen is fetched, as a task like an import', async () => {
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(main.getByText('2 studies found')).toBeVisible();
    await expect(main.getByRole('button', { name: 'Fetch', exact: true })).toBeDisabled();
    await main.getByRole('button', { name: 'Choose the 2 shown' }).click();
    await main.getByRole('button', { name: 'Fetch 2 studies' }).click();
    await expect(ended('Fetching')).toContainText(`${images} new`);
    expect((await ask(page, 'applications.get', { application })).counts.instances).toBe(images);
  });

  await test.step('a study of ours goes to the peer', async () => {
    await writeTinyPatient(path.join(scratch, 'ours'), 'OURS-1');
    await importPaths(page, application, [path.join(scratch, 'ours')]);
    const { rows } = await ask(page, 'studies.list', { application, search: 'OURS-1' });
    await visit(page, `/a/${application}/studies/${rows[0]!.id}`);
    await main.getByRole('button', { name: 'Send to' }).click();
    await page.getByRole('menuitem', { name: 'PACS' }).click();
    await expect(ended('Sending')).toContainText('1 image sent');
    const instances: unknown = await (await fetch(`${orthanc.url}/instances`)).json();
    expect(instances).toHaveLength(images + 1);
    await ended('Sending').getByRole('link', { name: 'Details: Sending to PACS' }).click();
    await expect(main.getByText('No image has a remark.')).toBeVisible();
  });

  await test.step('a peer that does not answer says so in the place of its studies', async () => {
    await orthanc.stop();
    await visit(page, `/a/${application}/peers/PACS`);
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(main.getByRole('alert')).toContainText('cannot be reached');
    await expect(main.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
