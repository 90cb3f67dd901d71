import { debianObstacle, debianRecipe, ensureDebianArchive } from './debianImage.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureElectron } from './electron.mjs';
import { requireNode } from './prerequisites.mjs';
import { ensureSystemPackages } from './systemPackages.mjs';
import { hasDisplay, windowObstacle } from './window.mjs';

export { inRoot, projectNode, root } from './paths.mjs';
export { requirePython } from './prerequisites.mjs';
export { fail, say, SetupError } from './report.mjs';
export { launch, runToEnd, endAs } from './launch.mjs';
export { electronEnvironment } from './toolchain.mjs';
export { withLock } from './lock.mjs';
export { debianObstacle, debianRecipe, ensureDebianArchive };
export { ensureDependencies, ensureElectron, ensureSystemPackages, hasDisplay, requireNode, windowObstacle };

/** @typedef {import('./toolchain.mjs').Toolchain} Toolchain */
