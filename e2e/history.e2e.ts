import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  answerSaving,
  beginRun,
  expect,
  goTo,
  inspectScreen,
  installServices,
  makeApplication,
  openJob,
  reload,
  section,
  test,
  visit,
  writeTinyPatient,
} from './support/index.ts';

/** Leaves one file of each kind that the window shows, and a log with levels. */
const artist = `
import gzip, json, logging, os, struct, zlib
logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(message)s")
for n in range(300):
    logging.info("slice %d of 300", n)
logging.warning("nearly done")
logging.error("one slice is odd")
data = os.environ["DATA"]
def put(name, content):
    with open(os.path.join(data, name), "wb") as file:
        file.write(content)
def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
rows = b"".join(b"\\0" + bytes([x * 4 % 256 for x in range(64)]) for _ in range(64))
put("out.png", b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
put("table.csv", "name;value\\r\\nlung, left;1,5\\r\\n".encode())
put("values.json", json.dumps({"volume": 12.5, "lobes": [1, 2, 3]}).encode())
header = bytearray(348)
struct.pack_into("<i", header, 0, 348)
struct.pack_into("<8h", header, 40, 3, 20, 16, 12, 1, 1, 1, 1)
struct.pack_into("<2h", header, 70, 2, 8)
struct.pack_into("<8f", header, 76, 1, 1, 1, 1, 0, 0, 0, 0)
struct.pack_into("<3f", header, 108, 352, 1, 0)
struct.pack_into("<h", header, 254, 1)
struct.pack_into("<4f", header, 280, -1, 0, 0, 0)
struct.pack_into("<4f", header, 296, 0, -1, 0, 0)
struct.pack_into("<4f", header, 312, 0, 0, 1, 0)
header[344:348] = b"n+1\\0"
put("mask.nii.gz", gzip.compress(bytes(header) + b"\\0" * 4
    + bytes((x + y + z) * 4 for z in range(12) for y in range(16) for x in range(20))))
return {"done": True}
`;

test('lists keep their filter in the address, saved filters and chosen rows work, and a job shows its files and log', async ({
  desktop,
  scratch,
}) => {
  test.setTimeout(180_000);
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { slots: 1 });
  await installServices(page, application, path.join(scratch, 'services'), [
    { name: 'artist', worker: artist },
    { name: 'breaks', worker: 'raise ValueError("no slices here")' },
    { name: 'after', settings: { dependsOn: ['artist'] } },
  ]);
  await writeTinyPatient(path.join(scratch, 'patient'));
  await beginRun(page, application, [path.join(scratch, 'patient')]);

  await test.step('what narrows a list stands in its address and outlives going on, back and a reload', async () => {
    await visit(page, `/a/${application}/jobs`);
    const table = page.getByRole('table', { name: 'Jobs' });
    const failed = page.getByRole('button', { name: 'Failed 1' });
    await expect(failed).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('button', { name: 'Succeeded 2' })).toBeVisible();
    await inspectScreen(app, page, 'jobs-list');
    await failed.click();
    await page.getByRole('textbox', { name: 'Search patients' }).fill('no slices');
    await expect(table.getByRole('link')).toHaveCount(1);
    await expect.poll(() => page.url()).toMatch(/state=failed&text=no\+slices/);
    await inspectScreen(app, page, 'jobs-filtered');
    await table.getByRole('link').click();
    await expect(page.getByRole('region', { name: 'Job breaks' })).toBeVisible();
    await page.evaluate('history.back()');
    await expect(failed).toHaveAttribute('aria-pressed', 'true');
    await reload(page);
    await expect(page.getByRole('textbox', { name: 'Search patients' })).toHaveValue('no slices');
    await expect(table.getByRole('link')).toHaveCount(1);
  });

  await test.step('a day is typed by the keyboard, and is the filter with Enter', async () => {
    const from = page.getByLabel('From this day');
    await from.focus();
    await page.keyboard.type('05312031');
    await expect(from).toHaveValue('2031-05-31');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('from=2031-05-31');
    await page.evaluate('history.back()');
    await expect(from).toHaveValue('');
    expect(page.url()).not.toContain('from=');
  });

  await test.step('a filter is saved under a name, and taken again from there', async () => {
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await page.getByRole('menuitem', { name: 'Save this filter…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Bad ones');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Bad ones' })).toBeVisible();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(page.getByRole('table', { name: 'Jobs' }).getByRole('link')).toHaveCount(3);
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await page.getByRole('menuitem', { name: 'Bad ones', exact: true }).click();
    await expect(page.getByRole('table', { name: 'Jobs' }).getByRole('link')).toHaveCount(1);
  });

  await test.step('keys lead through the list, x chooses, and what is chosen is cancelled', async () => {
    await page.getByRole('button', { name: 'Show all' }).click();
    const links = page.getByRole('table', { name: 'Jobs' }).getByRole('link');
    await expect(links).toHaveCount(3);
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('j');
    await expect(links.first()).toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect(page.getByText('1 chosen')).toBeVisible();
    await inspectScreen(app, page, 'jobs-chosen');
    await page.getByRole('button', { name: 'Choose the 3 shown' }).click();
    await expect(page.getByText('3 chosen')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Choose none' })).toBeFocused();
    await page.keyboard.press('Enter');
    await links.first().focus();
    await page.keyboard.press('x');
    await page.getByRole('button', { name: 'All 3 that match' }).click();
    await page.getByRole('button', { name: 'Cancel…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel…' }).click();
    await expect(page.getByText('Nothing was open: all of it has ended.')).toBeVisible();
  });

  await test.step('all that is found is exported to the file that the person chooses', async () => {
    const file = path.join(scratch, 'jobs.csv');
    await answerSaving(app, file);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'CSV for Excel…' }).click();
    await expect(page.getByText(`3 rows are in ${file}.`)).toBeVisible();
    expect((await readFile(file, 'utf8')).split('\r\n')).toHaveLength(5);
  });

  await test.step('the list of runs has the same, by what is said of their jobs', async () => {
    await goTo(page, 'Runs');
    await page.getByRole('combobox', { name: 'Job' }).click();
    await page.getByRole('option', { name: 'breaks' }).click();
    await expect(page.getByRole('table', { name: 'Runs' }).getByRole('link')).toHaveCount(1);
    await inspectScreen(app, page, 'runs-list');
    await page.getByRole('table', { name: 'Runs' }).getByRole('link').click();
  });

  await test.step('files of a job are seen as what they are', async () => {
    const panel = await openJob(page, 'artist', 'Files');
    // What can be seen at once is seen at once.
    await expect(panel.getByRole('img', { name: 'Axial, slice 6 of 12' })).toBeVisible({ timeout: 30_000 });
    await inspectScreen(app, page, 'job-files-nifti');
    await panel.getByRole('button', { name: 'out.png', exact: true }).click();
    await expect(panel.getByRole('img', { name: 'out.png' })).toBeVisible();
    await panel.getByRole('button', { name: 'table.csv', exact: true }).click();
    await expect(panel.getByRole('cell', { name: 'lung, left' })).toBeVisible();
    await inspectScreen(app, page, 'job-files-table');
    await panel.getByRole('button', { name: 'values.json', exact: true }).click();
    await expect(panel.getByRole('group', { name: 'values.json' })).toContainText('12.5');
  });

  await test.step('its log is searched by expression, narrowed to a level, and saved whole', async () => {
    const panel = await openJob(page, 'artist', 'Log');
    await panel
      .getByRole('textbox', { name: 'Find in log' })
      .or(panel.getByRole('searchbox'))
      .fill(String.raw`slice 1\d\d `);
    await expect(panel.getByText('No match')).toBeVisible();
    await panel.getByRole('button', { name: 'Regular expression' }).click();
    await expect(panel.getByText('1 of 100')).toBeVisible();
    await panel.getByRole('combobox', { name: 'Level' }).click();
    await page.getByRole('option', { name: 'Warnings, errors' }).click();
    await expect(panel.getByText('2 of them shown')).toBeVisible();
    await expect(panel.getByRole('log')).toContainText('one slice is odd');
    await inspectScreen(app, page, 'job-log-level');
    const file = path.join(scratch, 'job.log');
    await answerSaving(app, file);
    await panel.getByRole('button', { name: 'Save log' }).click();
    await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('slice 299 of 300');
  });

  await test.step('its summary says where it stands, what it was run on, and what to type', async () => {
    const panel = await openJob(page, 'artist', 'Summary');
    await expect(panel.getByRole('list', { name: 'Comes after' }).getByRole('link')).toContainText('after');
    await expect(section(page, 'Input')).toContainText('All that the run is about');
    await expect(section(page, 'On the command line')).toContainText('dcm-processor again job');
    await inspectScreen(app, page, 'job-summary');
  });
});
