import { buildBundles } from '../build/index.ts';
import { electronEnvironment, ensureElectron, root, SetupError, windowObstacle } from '../setup/index.mjs';

/** The command that opens the window: everything it needs is brought and built first. */
export interface WindowCommand {
  executable: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

/**
 * @param args files to open, and switches for Electron
 * @throws SetupError when no window can be opened on this system
 */
export async function windowCommand(args: readonly string[]): Promise<WindowCommand> {
  const toolchain = await ensureElectron();
  const obstacle = windowObstacle(toolchain, args);
  if (obstacle !== undefined) throw new SetupError(obstacle);
  await buildBundles();
  return { executable: toolchain.executable, args: [root, ...args], env: electronEnvironment(toolchain) };
}
