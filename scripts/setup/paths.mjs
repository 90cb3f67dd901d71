import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A path inside the checkout. @param {...string} parts */
export const inRoot = (...parts) => join(root, ...parts);

/** The Node that the project runs on, brought by the npm package `node`. */
export const projectNode = inRoot(
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** What setup found out about Electron; read by everything that starts a window or packages one. */
export const toolchainRecord = inRoot('node_modules', '.cache', 'dcm-processor', 'toolchain.json');

/** Per-user folder for what is costly to make and the same for every checkout. */
export function toolchainCache() {
  return resolve(cacheRoot(), 'dcm-processor-toolchain');
}

function cacheRoot() {
  if (process.env['XDG_CACHE_HOME']) return process.env['XDG_CACHE_HOME'];
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  return join(homedir(), '.cache');
}
