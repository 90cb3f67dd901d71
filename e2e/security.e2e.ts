import path from 'node:path';
import {
  askRaw,
  askShell,
  askShellRaw,
  beginRun,
  expect,
  makeApplication,
  shownInFileManager,
  test,
  watchFileManager,
  writeTinyPatient,
} from './support/index.ts';

/** What Electron's main process keeps for the tests. */
interface MainGlobals {
  /** Addresses that the page wanted to go to, and whether that was prevented. */
  navigations?: [string, boolean][];
}

/** Runs in the page as its own code does: what Playwright evaluates directly is free of the page's policy. */
const asThePage = (expression: string) =>
  `new Promise((resolve) => setTimeout(async () => {
    try { resolve(String(await (${expression}))); } catch (error) { resolve(error.name); }
  }))`;

test('a page that was taken over has no Node, cannot run text as code and reaches no network', async ({
  desktop,
}) => {
  const { app, page, problems } = await desktop.start();
  await expect(page.getByRole('heading', { name: 'Create your first application' })).toBeVisible();

  for (const name of ['require', 'process', 'module', 'Buffer', 'global'])
    expect(await page.evaluate(`typeof ${name}`), name).toBe('undefined');
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    // Not in Electron's public types.
    return (
      webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ nodeIntegration: false, contextIsolation: true, sandbox: true });

  const policy = await page.evaluate(
    `fetch('./index.html').then((page) => page.headers.get('content-security-policy'))`,
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');

  problems.allow(/Content Security Policy|Failed to load resource|net::ERR/);
  expect(await page.evaluate(asThePage(`eval('1 + 1')`))).toBe('EvalError');
  expect(await page.evaluate(asThePage(`new Function('return 1')()`))).toBe('EvalError');
  expect(await page.evaluate(asThePage(`fetch('https://example.org/')`))).toBe('TypeError');
  expect(
    await page.evaluate(
      asThePage(`fetch('app://dcm-processor/../../../package.json').then((r) => r.status)`),
    ),
  ).toBe('404');
  const breaches = await page.evaluate(`new Promise((resolve) => {
    const heard = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      if (heard.push(effectiveDirective) === 3) resolve(heard.sort());
    });
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.injected = true';
    document.body.append(inline);
    const image = document.createElement('img');
    image.src = 'https://example.org/tracker.png';
    document.body.append(image);
    const frame = document.createElement('iframe');
    frame.src = 'https://example.org/';
    document.body.append(frame);
  })`);
  expect(breaches).toEqual(['frame-src', 'img-src', 'script-src-elem']);
  expect(await page.evaluate('typeof injected')).toBe('undefined');
});

test('the window cannot be led away from its own page, nor open another', async ({ desktop }) => {
  const { app, page, problems } = await desktop.start();
  const greeting = 'Create your first application';
  await expect(page.getByRole('heading', { name: greeting })).toBeVisible();
  problems.allow(/Content Security Policy|Not allowed to (load local resource|navigate top frame)/);
  const own = page.url();
  await app.evaluate(({ webContents }) => {
    const heard: [string, boolean][] = [];
    (globalThis as MainGlobals).navigations = heard;
    for (const contents of webContents.getAllWebContents())
      contents.on('will-navigate', ({ url, defaultPrevented }) => heard.push([url, defaultPrevented]));
  });
  const navigations = () => app.evaluate(() => (globalThis as MainGlobals).navigations);
  // The last one is the only one that Chromium itself would let pass, besides the first.
  for (const target of [
    'https://example.org/',
    'file:///etc/passwd',
    'data:text/html,gone',
    'app://other/index.html',
  ])
    await page.evaluate(`location.href = ${JSON.stringify(target)}`);
  await expect.poll(navigations).toEqual([
    ['https://example.org/', true],
    ['app://other/index.html', true],
  ]);
  expect(await page.evaluate(`window.open('https://example.org/') === null`)).toBe(true);
  expect(await page.evaluate(`window.open('about:blank') === null`)).toBe(true);
  // Playwright goes on waiting for the navigations that never came to be: only evaluating is left.
  expect(await page.evaluate('location.href')).toBe(own);
  expect(await page.evaluate(`document.querySelector('h1').textContent`)).toBe(greeting);
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  for (const permission of ['geolocation', 'notifications', 'camera', 'clipboard-read'])
    expect(
      await page.evaluate(
        `navigator.permissions.query({ name: '${permission}' }).then((answer) => answer.state)`,
      ),
      permission,
    ).toBe('denied');
});

test('requests that no page of ours makes are refused with their code, and change nothing', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page);
  await writeTinyPatient(path.join(scratch, 'patient'));
  const run = await beginRun(page, application, [path.join(scratch, 'patient')]);
  const refusal = (code: string) => ({ ok: false, error: { code } });

  for (const route of ['applications.drop', 'constructor', '__proto__', ''])
    expect(await askRaw(page, route, {}), route).toMatchObject(refusal('route-not-found'));
  for (const route of ['shell.delete', 'toString', '__proto__'])
    expect(await askShellRaw(page, route, {}), route).toMatchObject(refusal('route-not-found'));
  expect(await askRaw(page, 'runs.list', { application, limit: 1e9 })).toMatchObject(
    refusal('validation-failed'),
  );
  expect(await askRaw(page, 'runs.get', { application: '../..', run })).toMatchObject(
    refusal('application-not-found'),
  );

  await watchFileManager(app);
  for (const outside of [
    '../..',
    '../../../application.json',
    '/etc/passwd',
    'dicom/../../..',
    '..\\..',
    'a\0b',
  ]) {
    const reply = await askShellRaw(page, 'shell.reveal', { application, run, path: outside });
    expect(reply, outside).toMatchObject(refusal('not-found'));
  }
  expect(await shownInFileManager(app)).toEqual([]);
  await askShell(page, 'shell.reveal', { application, run, path: 'dicom' });
  expect(await shownInFileManager(app)).toEqual([expect.stringMatching(/data.dicom$/)]);
});
