import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { toEngineError } from '../../../contract/index.ts';
import { certificateFor } from '../network/testing/certificate.ts';
import { openTestEngine } from '../../../scripts/testEngine/index.ts';
import type { TestEngine } from '../../../scripts/testEngine/index.ts';

/** Services on a real engine with real Python. One engine for all: starting Python is what takes time. */
let test: TestEngine;

beforeAll(async () => {
  test = await openTestEngine();
  await test.install('neighbour', {
    module: 'def worker(**kwargs): return 1\n',
    jobs: { neighbour: { dependsOn: 'mine' } },
  });
  await test.ask('services.inspect', { application: test.application, path: folderOf('warm', {}) });
}, 120_000);
afterAll(() => test.close());

const good = 'def {}(jobName, headers, params, added_params, **kwargs): return True\n';
const goodCallback = good.replace('{}', 'callback');
const goodWorker = good.replace('{}', 'worker');

interface Files {
  registry?: string | Buffer;
  module?: string | Buffer;
  settings?: unknown;
  /** Further files, by path. */
  more?: Record<string, string | Buffer>;
}

function folderOf(
  name: string,
  { registry = goodCallback, module = goodWorker, settings, more }: Files,
): string {
  const root = test.folder(name);
  const entry = { jobName: name, worker: `${name}.worker`, callback: `${name}.callback` };
  const files: Record<string, string | Buffer> = {
    'registry/__init__.py': registry,
    'module/__init__.py': module,
    'registry/settings.json':
      typeof settings === 'string' ? settings : JSON.stringify(settings ?? [entry], null, 2),
    ...more,
  };
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
  return root;
}

async function inspect(folder: string, run = true) {
  return test.ask('services.inspect', { application: test.application, path: folder, run });
}
/** Findings in short: severity, code, file and line. */
async function told(name: string, files: Files): Promise<string[]> {
  const { findings } = await inspect(folderOf(name, files));
  return findings.map((one) => `${one.severity} ${one.code} ${one.file ?? ''}:${one.line ?? ''}`);
}

describe('a service folder', () => {
  it('without faults has no findings, and tells where it was tried', async () => {
    const found = await inspect(folderOf('fine', {}));
    expect(found.findings).toEqual([]);
    expect(found.environments).toMatchObject([
      { role: 'callbacks', problem: null },
      { role: 'jobs', channels: ['default'], problem: null, python: expect.stringContaining('Python 3') },
    ]);
  });

  it.each([
    ['a callback that is not there', { registry: '' }, 'error function-not-found registry/settings.json:5'],
    [
      'a worker function that is not there',
      { module: '' },
      'error function-not-found registry/settings.json:4',
    ],
    [
      'a library that is not installed',
      { module: `import os\nimport no_such_library\n${goodWorker}` },
      'error module-missing module/__init__.py:2',
    ],
    [
      'a callback that takes too few keywords',
      { registry: '\ndef callback(jobName, headers): return True\n' },
      'error signature-wrong registry/__init__.py:2',
    ],
    [
      'an async worker function',
      { module: 'async def worker(**kwargs): return 1\n' },
      'error function-never-runs module/__init__.py:1',
    ],
    [
      'a syntax error in a file that is imported',
      { module: 'from .main import worker\n', more: { 'module/main.py': 'x = 1\ndef worker(:\n' } },
      'error syntax-error module/main.py:2',
    ],
    [
      'a source in Latin-1 that does not say so',
      { module: Buffer.from(`name = 'M\xfcller'\n${goodWorker}`, 'latin1') },
      'error syntax-error module/__init__.py:1',
    ],
    [
      'an import that leaves the program',
      { registry: 'import sys\nsys.exit(0)\n' },
      'error import-failed registry/__init__.py:2',
    ],
    [
      'an import that ends the process',
      { module: 'import os\nos._exit(0)\n' },
      'error import-died registry/settings.json:4',
    ],
    [
      'a callback whose import crashes Python',
      { registry: 'import ctypes\nctypes.string_at(0)\n' },
      'error import-died registry/settings.json:5',
    ],
    [
      'an import that asks for all memory',
      { module: `x = bytearray(1 << 46)\n${goodWorker}` },
      'error import-failed module/__init__.py:1',
    ],
  ] as [string, Files, string][])(
    'with %s gets one error that says where',
    async (_what, files, expected) => {
      expect(await told('faulty', files)).toEqual([expected]);
    },
    60_000,
  );

  it('whose imports never end is told so, when callbacks would have been ended as well', async () => {
    const limit = (callbackTimeoutSeconds: number) =>
      test.ask('applications.set_options', {
        application: test.application,
        options: { callbackTimeoutSeconds },
      });
    await limit(1);
    onTestFinished(async () => void (await limit(60)));
    const files = { registry: 'import time\ntime.sleep(1000)\n', module: 'while True: pass\n' };
    expect(await told('endless', files)).toEqual([
      'error import-timed-out registry/settings.json:5',
      'error import-timed-out registry/settings.json:4',
    ]);
  }, 60_000);

  it('with a byte order mark, or Latin-1 that says so, is fine', async () => {
    expect(await told('marked', { module: `\uFEFF${goodWorker}` })).toEqual([]);
    const latin = `# -*- coding: latin-1 -*-\nname = 'M\xfcller'\n${goodWorker}`;
    expect(await told('latin', { module: Buffer.from(latin, 'latin1') })).toEqual([]);
  });

  it('that prints without end, starts processes and closes its own output is answered all the same', async () => {
    const noisy = `import os, sys, subprocess\nfor _ in range(20000): print("x" * 1000)\n`;
    const many = `for _ in range(20): subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])\n`;
    const module = `${noisy}${many}os.close(1)\n${goodWorker}`;
    expect(await told('noisy', { module, registry: `${noisy}${goodCallback}` })).toEqual([]);
  }, 60_000);

  it.runIf(process.platform === 'linux')(
    'that writes while it is imported can write nothing of the application or of the folder itself',
    async () => {
      const { root, registry } = test.opened.context.folders;
      const source = folderOf('writer', {});
      const places = [registry, root, source, path.join(source, 'module')].map((one) =>
        JSON.stringify(path.join(one, 'planted.py')),
      );
      const writing = `for place in [${places.join(', ')}]:\n    try:\n        open(place, "w")\n    except OSError: pass\n`;
      const module = `${writing}import os\nopen(os.path.join(os.environ["DATA"], "allowed"), "w")\n${goodWorker}`;
      expect(await told('writer', { module, registry: writing + goodCallback })).toEqual([]);
      for (const place of places) expect(existsSync(JSON.parse(place) as string)).toBe(false);
      expect(readdirSync(path.join(root, 'scratch'))).toEqual([]);
    },
  );

  it('is tried beside a link to itself, and one that leads nowhere, without end', async () => {
    const source = folderOf('linked', {});
    if (!existsSync(path.join(source, 'module', 'loop'))) {
      symlinkSync(source, path.join(source, 'module', 'loop'));
      symlinkSync('/no/such/place', path.join(source, 'module', 'nowhere'));
    }
    const found = await inspect(source);
    expect(found.findings.map((one) => [one.severity, one.code, one.file])).toEqual([
      ['warning', 'link-dangling', 'module/nowhere'],
    ]);
  });

  it('with links out of it, or with far too many files, is told so', async () => {
    const source = folderOf('reaching', {});
    const many = path.join(source, 'module', 'data');
    mkdirSync(many, { recursive: true });
    if (!existsSync(path.join(source, 'registry', 'out')))
      symlinkSync('/etc', path.join(source, 'registry', 'out'));
    expect((await inspect(source, false)).findings.map((one) => [one.code, one.file])).toEqual([
      ['link-outside', 'registry/out'],
    ]);
    for (let number = 0; number <= 20_000; number += 1) writeFileSync(path.join(many, `${number}`), '');
    const found = await inspect(source);
    expect(found.findings.map((one) => one.code)).toContain('too-many-files');
    expect(found.environments).toEqual([]);
    // What is not installed does not count.
    renameSync(many, path.join(source, 'module', '.venv'));
    expect((await inspect(source, false)).findings.map((one) => one.code)).toEqual(['link-outside']);
  }, 60_000);

  it('of an application that is stopped tells that its functions were not tried, and why', async () => {
    const { application } = test;
    const folder = folderOf('untried', { module: '' });
    await test.ask('applications.stop', { application });
    onTestFinished(() => test.ask('applications.start', { application }).then(() => undefined));
    expect(await inspect(folder)).toMatchObject({
      findings: [
        {
          severity: 'warning',
          code: 'not-tried',
          message: 'Its functions were not tried: the application is stopped.',
          advice: 'Start the application, and check the service again.',
        },
      ],
      environments: [],
    });
    // Nobody wanted them tried, or what is wrong can be read.
    expect((await inspect(folder, false)).findings).toEqual([]);
    const wrong = await inspect(folderOf('unread', { settings: '{' }));
    expect(wrong.findings.map(({ code }) => code)).toEqual(['json-invalid']);
  });

  it('tells the line of a field that is wrong', async () => {
    const settings = [
      '[',
      '  { "jobName": "one", "worker": "lines.worker", "callback": "lines.callback" },',
      '  {',
      '    "jobName": "two",',
      '    "worker": "lines.worker",',
      '    "callback": "lines",',
      '    "retries": { "times": 200 },',
      '    "timout": 30',
      '  }',
      ']',
    ];
    const { findings } = await inspect(folderOf('lines', { settings: settings.join('\n') }), false);
    expect(findings.map((one) => [one.severity, one.code, one.field, one.line])).toEqual([
      ['warning', 'field-unknown', '1.timout', 8],
      ['error', 'settings-invalid', '1.callback', 6],
      ['error', 'settings-invalid', '1.retries.times', 7],
    ]);
  });
});

describe('jobs beside others', () => {
  const job = (jobName: string, more: object = {}) => ({
    jobName,
    worker: 'mine.worker',
    callback: 'mine.callback',
    ...more,
  });

  it('that wait for each other in a circle, for nobody, or are named twice, are told with their line', async () => {
    const settings = [
      job('mine', { dependsOn: ['neighbour'] }),
      job('third', { dependsOn: ['third', 'nobody'] }),
      job('fourth', { channel: 'gpu' }),
    ];
    const { findings } = await inspect(folderOf('mine', { settings }), false);
    expect(findings.map((one) => [one.severity, one.code, one.field])).toEqual([
      ['error', 'dependency-circle', '0.dependsOn'],
      ['error', 'dependency-circle', '1.dependsOn'],
      ['warning', 'dependency-unknown', '1.dependsOn'],
    ]);
    const twice = await inspect(
      folderOf('mine', { settings: [job('neighbour'), job('one'), job('one')] }),
      false,
    );
    expect(twice.findings.map((one) => [one.code, one.field])).toEqual([
      ['job-name-twice', '2.jobName'],
      ['job-name-taken', '0.jobName'],
    ]);
    expect(findings.every((one) => one.line !== null)).toBe(true);
  });

  it('of a disabled entry do not count, and those of the version before neither', async () => {
    const settings = [job('neighbour', { disabled: true }), job('other')];
    expect((await inspect(folderOf('mine', { settings }), false)).findings).toEqual([]);
    const again = test.folder('neighbour');
    expect((await inspect(again, false)).findings.filter((one) => one.severity === 'error')).toEqual([]);
  });

  it('ten thousand of them are looked at in seconds, and their findings are limited', async () => {
    const settings = Array.from({ length: 10_000 }, (_, index) =>
      job(`job ${index}`, { dependsOn: `job ${index + 1}`, worker: `mine.worker${index}` }),
    );
    const { findings, jobs } = await inspect(folderOf('mine', { settings }));
    expect(jobs).toHaveLength(10_000);
    expect(findings.length).toBeLessThanOrEqual(501);
    expect(findings[0]).toMatchObject({ severity: 'error', code: 'function-not-found' });
  }, 120_000);
});

describe('requirements', () => {
  const files = (requirements: string): Files => ({ more: { 'module/requirements.txt': requirements } });

  it('that pip cannot resolve are an error at their line', async () => {
    expect(await told('needing', files('# tools\n--no-index\nno-such-package-at-all==3\n'))).toEqual([
      'warning requirement-missing module/requirements.txt:3',
      'error requirements-unresolvable module/requirements.txt:3',
    ]);
  }, 60_000);

  it('are asked for as pip on this machine has to: with the password of the index, and by its certificate', async () => {
    const tls = await certificateFor('localhost');
    const shown: (string | undefined)[] = [];
    const index = createServer(tls, (request, answer) => {
      shown.push(request.headers.authorization);
      answer.writeHead(404).end();
    });
    await new Promise<void>((resolve) => index.listen(0, '127.0.0.1', resolve));
    onTestFinished(async () => {
      index.closeAllConnections();
      index.close();
      await test.ask('network.set', { changes: { pipIndexUrl: null, caFile: null } });
    });
    const caFile = path.join(test.folder('certificates'), 'ca.pem');
    writeFileSync(caFile, tls.cert);
    const { port } = index.address() as AddressInfo;
    const pipIndexUrl = `https://bot:index-word@localhost:${port}/simple/`;
    await test.ask('network.set', { changes: { pipIndexUrl, caFile } });
    expect(await told('needing', files('only-on-that-index==3\n'))).toContain(
      'error requirements-unresolvable module/requirements.txt:1',
    );
    expect(shown[0]).toBe(`Basic ${Buffer.from('bot:index-word').toString('base64')}`);
  }, 60_000);

  it('are a warning without a network, and so is the library that they would bring', async () => {
    const away = files('--index-url http://127.0.0.1:9/simple\nno-such-library==3\n');
    expect(await told('needing', { ...away, module: `import no_such_library\n${goodWorker}` })).toEqual([
      'warning module-missing module/__init__.py:1',
      'warning requirement-missing module/requirements.txt:2',
      'warning requirements-not-checked module/requirements.txt:',
    ]);
  }, 60_000);
});

describe('installing', () => {
  it('is refused for a function that cannot be imported, and nothing is left', async () => {
    const folder = folderOf('broken', { module: 'raise ValueError("not today")\n' });
    await expect(
      test.ask('services.install', { application: test.application, path: folder }),
    ).rejects.toMatchObject({ code: 'service-invalid', message: expect.stringContaining('not today') });
    expect(existsSync(path.join(test.opened.context.folders.modules, 'broken'))).toBe(false);
  });

  /** Why an installation is refused, as it reaches who asked for it. */
  const refused = async (folder: string) => {
    const asked = test.ask('services.install', { application: test.application, path: folder });
    const { message, advice, details } = toEngineError(await asked.catch((cause: unknown) => cause));
    return { message, advice, details };
  };

  it('is refused with what is wrong said once, and with advice that fits it', async () => {
    const meant = folderOf('meant', { settings: '{"jobName": "meant",}' });
    expect(await refused(meant)).toEqual({
      message: `The service in ${meant} cannot be installed: registry/settings.json, line 1: The file is not valid JSON: Expected double-quoted property name at column 21.`,
      advice: undefined,
      details: undefined,
    });
    const job = { jobName: 'wroker', worker: 'wroker.wroker', callback: 'wroker.callback' };
    const misspelt = folderOf('wroker', { settings: [job] });
    expect(await refused(misspelt)).toEqual({
      message: `The service in ${misspelt} cannot be installed: registry/settings.json, line 4: Job "wroker", worker function "wroker.wroker": The module 'wroker' (module/__init__.py) has no function 'wroker'. Did you mean 'worker'?`,
      advice: undefined,
      details: undefined,
    });
    const called = folderOf('called', { registry: '' });
    expect((await refused(called)).message).toContain("The module 'called' (registry/__init__.py) has no");
    const parts = test.folder('parts');
    const { message, advice, details } = await refused(parts);
    expect(message).toContain(
      'registry/settings.json: The file is missing. It names the jobs of the service.',
    );
    expect(advice).toMatch(/^A service has registry\/settings\.json with its jobs/);
    expect(details).toBe('registry: The folder registry is missing.\nmodule: The folder module is missing.');
  });
});
