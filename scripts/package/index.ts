import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { build, Platform } from 'electron-builder';
import type { Configuration } from 'electron-builder';
import { buildBundles } from '../build/index.ts';
import { ensureElectron, inRoot } from '../setup/index.mjs';
import type { Toolchain } from '../setup/index.mjs';

/** Where an engine in an older Electron finds the SQLite binary that was compiled for it. */
const bindingName = 'better_sqlite3.node';

/** The program below `dist` as it is before it goes into an installer; tests start it. */
export const packagedProgram = inRoot('dist', ...unpackedProgram());

/**
 * Makes the installable programs of this system below `dist`, as electron-builder.yml says.
 * @param unpackedOnly only the program's folder, as it is before it goes into an installer
 */
export async function packageProgram({ unpackedOnly }: { unpackedOnly: boolean }): Promise<void> {
  const toolchain = await ensureElectron();
  await buildBundles();
  // An Electron from the registry cannot be fetched by electron-builder, nor can its tools be where it had to be used.
  const fromRegistry = toolchain.source === 'registry';
  await build({
    projectDir: inRoot(),
    publish: 'never',
    ...(unpackedOnly || fromRegistry ? { targets: Platform.current().createTarget('dir') } : {}),
    ...(fromRegistry ? { config: registryConfiguration(toolchain) } : {}),
  });
}

function registryConfiguration(toolchain: Toolchain): Configuration {
  return {
    extends: inRoot('electron-builder.yml'),
    electronDist: toolchain.distribution,
    electronVersion: toolchain.version,
    async afterPack({ appOutDir }) {
      if (toolchain.sqliteBinding === null) return;
      await copyFile(toolchain.sqliteBinding, path.join(appOutDir, 'resources', bindingName));
    },
  };
}

function unpackedProgram(): string[] {
  if (process.platform === 'win32') return ['win-unpacked', 'DCM Processor.exe'];
  if (process.platform === 'linux') return ['linux-unpacked', 'dcm-processor-desktop'];
  const folder = process.arch === 'arm64' ? 'mac-arm64' : 'mac';
  return [folder, 'DCM Processor.app', 'Contents', 'MacOS', 'DCM Processor'];
}
