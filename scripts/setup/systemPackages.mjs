import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { say, SetupError, step } from './report.mjs';
import { run } from './run.mjs';

/** Debian's packages by what they are for. */
const debianPackages = {
  /** Electron's libraries, and a display without a screen. */
  display: [
    'dbus',
    'fonts-dejavu-core',
    'libasound2',
    'libatk-bridge2.0-0',
    'libatk1.0-0',
    'libcups2',
    'libgbm1',
    'libgtk-3-0',
    'libnss3',
    'libxss1',
    'xvfb',
  ],
  /** Real DICOM programs, Python libraries that tests and real services use, and shells that complete command lines. */
  tests: [
    'dcm2niix',
    'dcmtk',
    'dicom3tools',
    'fish',
    'ghostscript',
    'orthanc',
    'orthanc-dicomweb',
    'python3',
    'python3-numpy',
    'python3-pydicom',
    'python3-venv',
    'zsh',
  ],
  /** A Docker to start by hand, and what images for its tests are made of, since none can be counted on to be pulled. */
  docker: ['busybox-static', 'debootstrap', 'docker-compose', 'docker.io', 'iptables'],
};

/** @typedef {keyof typeof debianPackages} PackageGroup */

/** apt-get is tried again that often: another one may hold its lock, a mirror may be away for a moment. */
const attempts = 5;

/**
 * Installs the Debian packages of the groups that are missing. Only for machines that exist for tests: it never asks.
 * @param {readonly PackageGroup[]} groups
 */
export async function ensureSystemPackages(groups) {
  const command = missingPackagesCommand(groups);
  if (command === undefined) return;
  if (process.getuid?.() !== 0) throw new SetupError(`Packages are missing; install them with: ${command}`);
  const missing = missingPackages(groups);
  await step(`Installing Debian packages: ${missing.join(' ')}`, () => install(missing));
}

/**
 * How the user installs what is missing; undefined where nothing is, or where the system has no Debian packages.
 * @param {readonly PackageGroup[]} groups
 */
export function missingPackagesCommand(groups) {
  if (!existsSync('/usr/bin/dpkg-query')) return undefined;
  const missing = missingPackages(groups);
  return missing.length === 0 ? undefined : `sudo apt-get install -y ${missing.join(' ')}`;
}

/** @param {readonly PackageGroup[]} groups */
function missingPackages(groups) {
  const wanted = groups.flatMap((group) => debianPackages[group]).map(nameHere);
  const answer = spawnSync('dpkg-query', ['--show', '--showformat', '${Package} ${Status}\n', ...wanted], {
    encoding: 'utf8',
  });
  const installed = new Set(
    answer.stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((name) => !installed.has(name));
}

/** Newer releases have some of these libraries under a name that ends in t64. @param {string} name */
function nameHere(name) {
  if (!name.startsWith('lib')) return name;
  const answer = spawnSync('apt-cache', ['show', '--no-all-versions', `${name}t64`], { encoding: 'utf8' });
  return answer.status === 0 ? `${name}t64` : name;
}

/** @param {readonly string[]} packages */
async function install(packages) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=5'];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const failure = `Debian packages could not be installed: ${packages.join(' ')}`;
      await run('apt-get', [...options, 'update'], { env: environment, failure });
      await run('apt-get', [...options, 'install', '-y', '--no-install-recommends', ...packages], {
        env: environment,
        failure,
      });
      return;
    } catch (error) {
      if (!(error instanceof SetupError) || attempt === attempts) throw error;
      say(`${error.message} (try ${attempt} of ${attempts})\n${error.details}`);
      await wait(attempt * 5_000);
    }
  }
}
