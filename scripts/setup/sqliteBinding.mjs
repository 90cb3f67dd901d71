import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache.mjs';
import { unpackFromRegistry } from './npmPackage.mjs';
import { inRoot, projectNode } from './paths.mjs';
import { SetupError, step } from './report.mjs';
import { run, withNodeFirst } from './run.mjs';

/** To be raised with every change of what this file makes. */
const recipe = 1;

const declaredVersion = "'NAPI_VERSION=10'";
/** In a Node-API 9 the few functions of version 10 are there as experimental ones. */
const experimental = "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'";

/**
 * better-sqlite3 compiled for Node-API 9: its own binaries ask for version 10 and crash an Electron before 36.
 * @returns {Promise<string>} the binary
 */
export async function ensureSqliteBinding() {
  const version = installedVersion('better-sqlite3');
  const name = `better-sqlite3-${version}-napi9-${process.platform}-${process.arch}-${recipe}`;
  const folder = await cached(name, async (staging) => {
    requireCompiler();
    await step(`Compiling better-sqlite3 ${version} for it (about 90 s, once)`, () => compile(staging));
  });
  return join(folder, 'better_sqlite3.node');
}

/** @param {string} name of a dependency */
function installedVersion(name) {
  const manifest = readFileSync(inRoot('node_modules', name, 'package.json'), 'utf8');
  return /** @type {{ version: string }} */ (JSON.parse(manifest)).version;
}

function requireCompiler() {
  const missing = ['make', 'g++', 'python3'].filter(
    (tool) => spawnSync(tool, ['--version']).error !== undefined,
  );
  if (missing.length === 0) return;
  throw new SetupError(
    `The window needs better-sqlite3 compiled for this Electron, and ${missing.join(', ')} is missing: install it (on Debian: apt-get install build-essential python3) and try again.`,
  );
}

/** @param {string} staging */
async function compile(staging) {
  const sources = join(staging, 'sources');
  cpSync(inRoot('node_modules', 'better-sqlite3'), sources, {
    recursive: true,
    filter: (path) => !path.endsWith('prebuilds'),
  });
  cpSync(inRoot('node_modules', 'node-addon-api'), join(sources, 'node_modules', 'node-addon-api'), {
    recursive: true,
  });
  const gyp = join(sources, 'binding.gyp');
  const text = readFileSync(gyp, 'utf8');
  if (!text.includes(declaredVersion)) {
    throw new SetupError(
      'This version of better-sqlite3 is built differently: its recipe in scripts/setup must be adapted.',
    );
  }
  writeFileSync(gyp, text.replace(declaredVersion, experimental));
  // npm removes the headers that the package `node` brings as soon as anything else is installed by hand.
  await unpackFromRegistry(
    `node-${process.platform}-${process.arch}@${installedVersion('node')}`,
    'package/include',
    staging,
  );
  const headers = join(staging, 'package');
  const nodeGyp = inRoot('node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  await run(projectNode, [nodeGyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${headers}`], {
    cwd: sources,
    env: withNodeFirst(projectNode),
    failure: 'better-sqlite3 could not be compiled.',
  });
  copyFileSync(
    join(sources, 'build', 'Release', 'better_sqlite3.node'),
    join(staging, 'better_sqlite3.node'),
  );
  rmSync(sources, { recursive: true });
  rmSync(headers, { recursive: true });
}
