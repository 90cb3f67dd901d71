import type { shell } from 'electron';
import type { ShellOutput } from '../../contract/index.ts';
import { isShownByPrograms } from './policy.ts';

/** Opens a result file with the system's program for it; what may be a program itself, or has none, is shown in its folder. */
export async function openResult(
  file: string,
  system: Pick<typeof shell, 'openPath' | 'showItemInFolder'>,
): Promise<ShellOutput<'shell.open_result'>> {
  const isRefused = !isShownByPrograms(file);
  // Its answer is why it could not be opened.
  const opened = !isRefused && (await system.openPath(file)) === '';
  if (!opened) system.showItemInFolder(file);
  return { opened, isRefused };
}
