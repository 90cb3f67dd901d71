// Runs the tests of templates/python and of the bundled services under every Python from 3.6 to 3.13 on this machine.
// Plain Node 20, no dependencies: npm run test:python, or node scripts/test-python.mjs [PYTHON …].
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldest = 6;
const newest = 13;
const suites = ['python', 'services'].map((part) =>
  fileURLToPath(new URL(`../templates/${part}/tests`, import.meta.url)),
);
const onWindows = process.platform === 'win32';
const probe = 'import sys, json; print(json.dumps([sys.executable] + list(sys.version_info[:3])))';

/** Command lines that may be a Python. */
function candidates() {
  const named = process.argv.slice(2);
  if (named.length > 0) return named;
  return [...fromPath(), ...fromPyenv(), ...fromLauncher()];
}

function fromPath() {
  const names = ['python3'];
  for (let minor = oldest; minor <= newest; minor++) names.push(`python3.${minor}`);
  const found = [];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    // The shims of pyenv are slow, and what they stand for is found below.
    if (folder === '' || folder.endsWith(join('pyenv', 'shims')) || folder.endsWith(join('.pyenv', 'shims')))
      continue;
    for (const name of names) {
      const file = join(folder, onWindows ? `${name}.exe` : name);
      if (existsSync(file)) found.push(file);
    }
  }
  return found;
}

function fromPyenv() {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  if (!existsSync(versions)) return [];
  return readdirSync(versions).map((version) =>
    onWindows ? join(versions, version, 'python.exe') : join(versions, version, 'bin', 'python'),
  );
}

function fromLauncher() {
  if (!onWindows) return [];
  const listing = spawnSync('py', ['-0p'], { encoding: 'utf8', timeout: 10_000 });
  return (listing.stdout ?? '').split(/\r?\n/).flatMap((line) => /[A-Za-z]:\\.*\.exe/.exec(line)?.[0] ?? []);
}

/** The Pythons to test: the first of each minor version. What is passed over is said. */
function interpreters() {
  const chosen = new Map();
  for (const command of candidates()) {
    const answer = spawnSync(command, ['-c', probe], { encoding: 'utf8', timeout: 10_000 });
    const parsed = /\[.*\]/.exec(answer.stdout ?? '')?.[0];
    if (answer.status !== 0 || parsed === undefined) {
      const cause = answer.error?.message ?? `it ended with ${answer.status ?? answer.signal}`;
      console.log(`skipped ${command}: it does not run (${cause})`);
      continue;
    }
    const [executable, major, minor, micro] = JSON.parse(parsed);
    const version = `${major}.${minor}.${micro}`;
    if (major !== 3 || minor < oldest || minor > newest) {
      console.log(`skipped Python ${version} (${executable}): not within 3.${oldest} to 3.${newest}`);
    } else if (!chosen.has(minor)) {
      chosen.set(minor, { executable, version });
    }
  }
  return [...chosen.entries()].sort(([a], [b]) => a - b).map(([, interpreter]) => interpreter);
}

/**
 * Runs a suite once; resolves with its output and the time it took in seconds.
 * @param {string} executable @param {string} suite
 * @returns {Promise<{ output: string, status: number | null, seconds: number }>}
 */
function runSuite(executable, suite) {
  const begun = Date.now();
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8' };
  const child = spawn(executable, ['-m', 'unittest', 'discover', '-s', suite], { env, cwd: suite });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => (output += text));
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ output: String(error), status: 1, seconds: 0 }));
    child.on('close', (status) => resolve({ output, status, seconds: (Date.now() - begun) / 1000 }));
  });
}

/**
 * Reads the summary of unittest: `Ran 7 tests in …`, then `OK (skipped=1)` or `FAILED (failures=1, errors=2)`.
 * @param {{ output: string, status: number | null }} result
 */
function count({ output, status }) {
  const ran = Number(/^Ran (\d+) tests?/m.exec(output)?.[1] ?? 0);
  const of = (/** @type {string} */ name) => Number(new RegExp(`\\b${name}=(\\d+)`).exec(output)?.[1] ?? 0);
  const skipped = of('skipped');
  let failed = of('failures') + of('errors');
  if (failed === 0 && (status !== 0 || ran === 0)) failed = 1;
  return { passed: Math.max(0, ran - skipped - failed), failed, skipped };
}

/**
 * Runs all suites under one Python, again what failed, and says how they went.
 * @param {{ executable: string, version: string }} python
 */
async function test({ executable, version }) {
  for (const suite of suites) {
    let result = await runSuite(executable, suite);
    if (count(result).failed > 0) {
      console.log(`Python ${version} is tried a second time, because of:\n${result.output}`);
      result = await runSuite(executable, suite);
    }
    const counts = count(result);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    const numbers = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
    const part = basename(dirname(suite));
    console.log(
      `Python ${version.padEnd(7)} ${part.padEnd(8)} ${numbers}, ${result.seconds.toFixed(1)} s (${executable})`,
    );
    if (counts.failed > 0) console.log(result.output);
  }
}

const total = { passed: 0, failed: 0, skipped: 0 };
const found = interpreters();
// The tests wait more than they work, so one more than the machine has cores.
const waiting = [...found];
const lanes = Array.from({ length: availableParallelism() + 1 }, async () => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await test(next);
});
await Promise.all(lanes);
if (found.length === 0) {
  console.log(`No Python from 3.${oldest} to 3.${newest} was found.`);
  total.failed += 1;
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
