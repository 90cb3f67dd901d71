import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareWorker } from '../build/prepare.ts';
import { parseWorkerSettings } from '../folder/settingsFile.ts';
import { readProbe } from '../probe/readProbe.ts';
import { listWorkerFiles } from '../folder/files.ts';
import { readRequirements } from './requirementFiles.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'worker-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [relative, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, relative)), { recursive: true });
    writeFileSync(path.join(folder, relative), text);
  }
}
/** What a probe says of a base image. */
function probe(...facts: string[]) {
  return readProbe('base:1', [...facts, 'end yes'].map((fact) => `dcm-fact ${fact}\n`).join(''), true);
}
function dockerfile(settings: object, base: ReturnType<typeof probe>): string {
  const { workers, findings } = parseWorkerSettings(
    { name: 'w', baseImage: 'base:1', ...settings },
    undefined,
    'w',
  );
  const [worker] = workers;
  if (worker === undefined) throw new Error(findings.map(({ message }) => message).join());
  const prepared = prepareWorker(folder, worker, base, 'app');
  if (prepared.dockerfile === null)
    throw new Error(prepared.findings.map(({ message }) => message).join('\n'));
  return prepared.dockerfile;
}
const environment = (more: object) => ({ environments: [{ name: 'base', channels: 'ct', ...more }] });
const debian = ['os PRETTY_NAME="Debian 12"', 'tool apt-get', 'tool bash'];

describe('the Python of an environment', () => {
  it('is the one of the image that fits, however many it has', () => {
    const base = probe(...debian, 'python 3.11.2 /usr/bin/python3', 'python 3.9.18 /opt/conda/bin/python3.9');
    expect(dockerfile(environment({ pythonVersion: '3.9' }), base)).toContain(
      'RUN /opt/conda/bin/python3.9 -m venv /environments/base\n',
    );
    expect(dockerfile(environment({ systemPackages: true }), base)).toContain(
      'RUN /usr/bin/python3 -m venv --system-site-packages /environments/base\n',
    );
  });

  it.each([
    [
      'Debian or Ubuntu',
      [
        ...debian,
        'offer 3.8.2 python3 python3 python3-venv',
        'offer 3.9.5 python3.9 python3.9 python3.9-venv',
      ],
      '3.9',
      'apt-get install -y --no-install-recommends python3.9 python3.9-venv && rm -rf',
    ],
    [
      'Fedora or RHEL',
      ['tool dnf', 'tool bash', 'offer 3.9.18 python3.9 python39'],
      '3.9',
      'install -y python39',
    ],
    ['Alpine', ['tool apk', 'offer 3.12.9 python3 python3'], '3', 'RUN apk add --no-cache python3\n'],
  ])('comes from the packages of %s where the image has none', (_, facts, pythonVersion, told) => {
    expect(dockerfile(environment({ pythonVersion }), probe(...facts))).toContain(told);
  });

  it('comes by uv where neither has it, and is put into an environment that needs no uv later', () => {
    const text = dockerfile(environment({ pythonVersion: '3.13' }), probe(...debian, 'network yes'));
    expect(text).toMatch(/COPY --from=ghcr\.io\/astral-sh\/uv:\S+ \/uv \/usr\/local\/bin\/uv/);
    expect(text).toContain('RUN uv python install 3.13\n');
    expect(text).toContain('RUN uv venv --seed --python 3.13 /environments/base\n');
  });

  it('may be brought by a script that says so, and not by one that only mentions it in a comment', () => {
    write({
      's.sh': '# python3.7\nadd-apt-repository ppa:deadsnakes/ppa\n',
      't.sh': '# needs python3.7\nls\n',
    });
    const base = probe(...debian);
    const wanted = environment({ pythonVersion: '3.7' });
    const text = dockerfile({ ...wanted, scripts: 's.sh' }, base);
    expect(text.indexOf('run-script')).toBeLessThan(text.indexOf('RUN python3.7 -c'));
    expect(text).toContain('software-properties-common');
    expect(() => dockerfile({ ...wanted, scripts: 't.sh' }, base)).toThrow(
      'asks for Python 3.7, and there is none',
    );
  });
});

describe('a Dockerfile', () => {
  it('gives Alpine the bash that scripts are run with', () => {
    write({ 's.sh': 'ls\n' });
    const base = probe('tool apk', 'python 3.12.1 /usr/bin/python3');
    expect(dockerfile({ ...environment({}), scripts: 's.sh' }, base)).toContain(
      'RUN apk add --no-cache bash\n',
    );
  });

  it('lets a script see requirements only when it names them, so that they can change without it', () => {
    write({
      's.sh': 'ls\n',
      't.sh': 'pip install -r /settings/r.txt\n',
      'r.txt': '-f wheels\n',
      'wheels/a.whl': '',
    });
    const base = probe(...debian, 'python 3.11.2 /usr/bin/python3');
    const layoutOf = (scripts: string) => {
      const settings = { name: 'w', ...environment({ requirements: 'r.txt' }), scripts };
      const [worker] = parseWorkerSettings(settings, undefined, 'w').workers;
      if (worker === undefined) throw new Error('no worker');
      return prepareWorker(folder, worker, base, 'app').layout.shared.map(({ relative }) => relative);
    };
    expect(layoutOf('s.sh')).toEqual(['s.sh', 't.sh']);
    expect(layoutOf('t.sh')).toEqual(['r.txt', 's.sh', 't.sh']);
  });

  it('installs several requirements files together when one says where packages come from, else one after the other', () => {
    write({ 'a.txt': '--no-index -f wheels\none\n', 'b.txt': 'two\n', 'c.txt': 'three\n' });
    const base = probe(...debian, 'python 3.11.2 /usr/bin/python3');
    const installs = (requirements: string[]) =>
      dockerfile(environment({ requirements }), base).match(/(?<=--no-cache-dir ).*/g);
    expect(installs(['a.txt', 'b.txt'])).toEqual(['-r a.txt -r b.txt']);
    expect(installs(['b.txt', 'c.txt'])).toEqual(['-r b.txt', '-r c.txt']);
  });

  it('has only whole instructions of its own, whatever the settings say', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    const name = fc.oneof(
      text,
      fc.constantFrom('a b', "x'y", '$(id)', '"', '\nRUN id', 'ok.txt', 'ünï (1)', '-r'),
    );
    const base = probe(...debian, 'python 3.11.2 /usr/bin/python3');
    fc.assert(
      fc.property(
        fc.record({
          description: text,
          copies: fc.array(fc.record({ source: fc.constantFrom('ok.txt', '.', 'a b'), destination: name }), {
            maxLength: 2,
          }),
          environments: fc.array(
            fc.record({
              name: fc.constantFrom('one', 'One', 'two-2'),
              channels: fc.array(name),
              entryRequirementPaths: name,
            }),
            { minLength: 1, maxLength: 3 },
          ),
        }),
        (settings) => {
          write({ 'ok.txt': '', 'a b': '' });
          const { workers } = parseWorkerSettings({ name: 'w', ...settings }, undefined, 'w');
          for (const worker of workers) {
            const lines = (prepareWorker(folder, worker, base, 'app').dockerfile ?? '').split('\n');
            for (const line of lines)
              expect(line).toMatch(/^$|^# |^(?:FROM|USER|WORKDIR|LABEL|ARG|COPY|RUN|ENV) /);
            for (const line of lines.filter((one) => one.startsWith('RUN '))) {
              // oxlint-disable-next-line vitest/no-conditional-expect -- as many as there are
              expect(line).toMatch(
                /^RUN (?:apt-get|\/usr\/bin\/python3 -m venv|\/environments\/|chmod -R a\+rwX \/environments\/)/,
              );
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('requirements files', () => {
  it('bring the files that pip reads with them, by whatever option or path they are named', () => {
    write({
      'r.txt':
        '--no-index --find-links=wheels\n-r parts/b.txt\n-c c.txt\n-e ./local[extra]\n./one.whl ; python_version > "3"\nname @ file:///settings/two.whl\nnumpy==1.26.4 \\\n  --hash=sha256:00 # why\nhttps://example.org/x.whl\n',
      'parts/b.txt': '-r ../c.txt\nscipy\n',
      'c.txt': 'pandas<2\n',
      'local/setup.py': '',
      'one.whl': '',
      'two.whl': '',
      'wheels/x.whl': '',
    });
    const { needed, lines, findings } = readRequirements(listWorkerFiles(folder).files, ['r.txt']);
    expect(findings).toEqual([]);
    expect([...needed].sort()).toEqual([
      'c.txt',
      'local',
      'one.whl',
      'parts/b.txt',
      'r.txt',
      'two.whl',
      'wheels',
    ]);
    const packages = lines.filter(({ packageName }) => packageName !== null);
    expect(packages.map((one) => `${one.packageName} ${one.file}:${one.line}`)).toEqual([
      'pandas c.txt:1',
      'scipy parts/b.txt:2',
      'numpy r.txt:7',
    ]);
  });

  it('never name a file outside of the folder, whatever they say', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '-r ../../etc/passwd',
        '-r /etc/passwd',
        '-f ../..',
        '-e ..',
        '../x.whl',
        '-r r.txt',
        '-c "',
        '\\',
      ),
      fc.string({ maxLength: 40 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        write({ 'r.txt': lines.join('\n') });
        const { needed } = readRequirements(listWorkerFiles(folder).files, ['r.txt']);
        for (const one of needed) expect(one.startsWith('/') || one.split('/').includes('..')).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
