import {
  debianObstacle,
  ensureDebianArchive,
  ensureDependencies,
  ensureElectron,
  ensureSystemPackages,
  fail,
  requireNode,
  requirePython,
  say,
  SetupError,
} from './setup/index.mjs';

/** Brings what the project needs onto this machine: `node scripts/setup.mjs [PART…]`. */
const parts = {
  dependencies: ensureDependencies,
  electron: ensureElectron,
  python: async () => say(`Python ${requirePython()} runs the services`),
  'display-packages': () => ensureSystemPackages(['display']),
  'test-packages': async () => {
    await ensureSystemPackages(['display', 'tests', 'docker']);
    if (debianObstacle() === undefined) await ensureDebianArchive();
  },
};

try {
  requireNode();
  const chosen = process.argv.length > 2 ? process.argv.slice(2) : ['dependencies', 'electron', 'python'];
  for (const name of chosen) {
    if (!(name in parts))
      throw new SetupError(
        `There is no set-up part "${name}": the parts are ${Object.keys(parts).join(', ')}.`,
      );
    await parts[/** @type {keyof typeof parts} */ (name)]();
  }
} catch (error) {
  fail(error);
}
