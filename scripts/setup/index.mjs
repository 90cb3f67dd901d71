import { dependenciesReady, ensureDependencies } from './dependencies.mjs';
import { ensureElectron } from './electron.mjs';
import { requireNode } from './prerequisites.mjs';
import { ensureSystemPackages, windowObstacle } from './systemPackages.mjs';

export { inRoot, projectNode, root, toolchainRecord } from './paths.mjs';
export { requirePython } from './prerequisites.mjs';
export { fail, say, SetupError } from './report.mjs';
export { electronEnvironment } from './toolchain.mjs';
export {
  dependenciesReady,
  ensureDependencies,
  ensureElectron,
  ensureSystemPackages,
  requireNode,
  windowObstacle,
};
