import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { withLock } from './lock.mjs';
import { inRoot, projectNode, root } from './paths.mjs';
import { ensureLinuxHelper } from './linuxHelper.mjs';
import { SetupError, step } from './report.mjs';
import { npm, run } from './run.mjs';

const lockFile = inRoot('package-lock.json');
const stampFile = inRoot('node_modules', '.cache', 'dcm-processor', 'dependencies.json');

/** Whether node_modules is complete and what package-lock.json asks for. Takes about a millisecond. */
function dependenciesReady() {
  if (!existsSync(projectNode)) return false;
  return readText(stampFile) === currentStamp();
}

/** Installs the dependencies when, and only when, node_modules does not match package-lock.json. */
export async function ensureDependencies() {
  if (!dependenciesReady()) await installOnce();
  ensureLinuxHelper();
}

async function installOnce() {
  await withLock(`dependencies of ${root}`, async () => {
    if (dependenciesReady()) return;
    if (!installedMatchesLock()) await step('Installing dependencies', installPackages);
    if (!existsSync(projectNode)) await step('Installing Node 24 beside them', installNode);
    await requireWorkingNode();
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, currentStamp());
  });
}

/**
 * Install scripts stay off: the only one that is needed is run by name below, and npm before 11 would otherwise compile
 * better-sqlite3, which has its binaries in its package.
 */
async function installPackages() {
  await npm(['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error'], {
    cwd: root,
    failure:
      'The dependencies could not be installed from the npm registry: check the network connection and try again.',
  });
}

async function installNode() {
  await npm(['rebuild', 'node', '--no-ignore-scripts', '--loglevel=error'], {
    cwd: root,
    failure:
      'Node 24 could not be installed from the npm registry: check the network connection and try again.',
  });
}

async function requireWorkingNode() {
  const wanted = /** @type {{ version: string }} */ (
    JSON.parse(readFileSync(inRoot('node_modules', 'node', 'package.json'), 'utf8'))
  );
  const failure = `Node ${wanted.version} was installed but does not run on this system.`;
  const version = await run(projectNode, ['--version'], { failure });
  if (version.trim() !== `v${wanted.version}`)
    throw new SetupError(failure, { details: `It says ${version.trim()}.` });
}

function currentStamp() {
  const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${JSON.stringify({ lock, platform: process.platform, arch: process.arch })}\n`;
}

/**
 * npm writes what it installed into a lock file of its own inside node_modules, as the last step of an installation.
 * Comparing the two leaves a node_modules alone that was brought up to date by hand.
 */
function installedMatchesLock() {
  const installedText = readText(inRoot('node_modules', '.package-lock.json'));
  if (installedText === undefined) return false;
  const installed = packagesOf(installedText);
  const wanted = packagesOf(readFileSync(lockFile, 'utf8'));
  delete wanted[''];
  const complete = Object.entries(wanted).every(([path, entry]) => {
    const present = installed[path];
    if (present === undefined)
      return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return (
      present.version === entry.version && present.integrity === entry.integrity && existsSync(inRoot(path))
    );
  });
  return complete && Object.keys(installed).every((path) => path in wanted);
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockEntry
 * @param {string} text @returns {Record<string, LockEntry>}
 */
function packagesOf(text) {
  return /** @type {{ packages: Record<string, LockEntry> }} */ (JSON.parse(text)).packages;
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
