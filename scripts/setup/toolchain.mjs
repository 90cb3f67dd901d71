import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { toolchainRecord } from './paths.mjs';

/**
 * What launchers need to know about Electron.
 * @typedef {object} Toolchain
 * @property {string} wanted version of the npm package `electron` that this record was made for
 * @property {'official' | 'registry'} source where the binary came from
 * @property {string} version of the binary
 * @property {string} executable
 * @property {string} distribution folder that electron-builder packages from
 * @property {string | null} sqliteBinding for DCM_PROCESSOR_SQLITE_BINDING, where better-sqlite3's own binary cannot be loaded
 */

/**
 * The last set-up's result, as long as what it names is still there.
 * @param {string} wanted version of the npm package `electron`
 * @returns {Toolchain | undefined}
 */
export function readToolchain(wanted) {
  if (!existsSync(toolchainRecord)) return undefined;
  const record = /** @type {Toolchain} */ (JSON.parse(readFileSync(toolchainRecord, 'utf8')));
  const files = [record.executable, record.distribution, record.sqliteBinding];
  const present = files.every((path) => path === null || existsSync(path));
  return record.wanted === wanted && present ? record : undefined;
}

/** @param {Toolchain} toolchain */
export function writeToolchain(toolchain) {
  mkdirSync(dirname(toolchainRecord), { recursive: true });
  const temporary = `${toolchainRecord}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(toolchain, null, 2)}\n`);
  renameSync(temporary, toolchainRecord);
}

/** The environment in which the engine finds the SQLite binary that fits this Electron. @param {Toolchain} toolchain */
export function electronEnvironment(toolchain) {
  const environment = { ...process.env };
  delete environment['ELECTRON_RUN_AS_NODE'];
  if (toolchain.sqliteBinding !== null) environment['DCM_PROCESSOR_SQLITE_BINDING'] = toolchain.sqliteBinding;
  return environment;
}
