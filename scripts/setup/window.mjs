import { spawnSync } from 'node:child_process';
import { missingPackagesCommand } from './systemPackages.mjs';

/** Whether a window could be seen at all. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/**
 * What keeps the window from opening on this system, as a sentence for its user, or undefined.
 * @param {import('./toolchain.mjs').Toolchain} toolchain
 * @param {readonly string[]} args given to Electron
 */
export function windowObstacle(toolchain, args) {
  if (!hasDisplay()) {
    return 'The window cannot be opened, because there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.';
  }
  if (process.platform === 'linux' && process.getuid?.() === 0 && !args.includes('--no-sandbox')) {
    return 'The window is not opened for root, because Electron has no sandbox then: start it as an ordinary user, or with --no-sandbox.';
  }
  const environment = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const answer = spawnSync(toolchain.executable, ['-e', ''], { encoding: 'utf8', env: environment });
  if (answer.status === 0) return undefined;
  const said = answer.error?.message ?? answer.stderr.trim();
  const command = missingPackagesCommand(['display']);
  return command === undefined
    ? `The window cannot be opened, because Electron does not start: ${said}`
    : `The window cannot be opened, because libraries are missing (${said}). Install them with: ${command}`;
}
