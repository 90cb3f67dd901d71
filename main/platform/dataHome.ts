import os from 'node:os';
import path from 'node:path';

/** Facts of the machine that decide where things lie; given by tests in place of the real ones. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  homeFolder: string;
  temporaryFolder: string;
}

export function thisMachine(): Machine {
  return {
    platform: process.platform,
    env: process.env,
    homeFolder: os.homedir(),
    temporaryFolder: os.tmpdir(),
  };
}

/**
 * The folder for everything that belongs to no application: the list of applications, the engine's log and lock,
 * and by default the applications themselves. `DCM_PROCESSOR_HOME` chooses another.
 */
export function dataHome(machine: Machine = thisMachine()): string {
  const { platform, env, homeFolder } = machine;
  const style = platform === 'win32' ? path.win32 : path.posix;
  const chosen = env['DCM_PROCESSOR_HOME'];
  if (chosen) return platform === process.platform ? path.resolve(chosen) : chosen;
  if (platform === 'win32') {
    return style.join(env['LOCALAPPDATA'] || style.join(homeFolder, 'AppData', 'Local'), 'DCM Processor');
  }
  if (platform === 'darwin') return style.join(homeFolder, 'Library', 'Application Support', 'DCM Processor');
  return style.join(env['XDG_DATA_HOME'] || style.join(homeFolder, '.local', 'share'), 'dcm-processor');
}
