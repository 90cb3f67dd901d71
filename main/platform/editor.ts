import path from 'node:path';
import type { Machine } from './dataHome.ts';
import type { TerminalCommand } from './terminal.ts';

/** Programs of VS Code and what is built of it, the usual one first. */
const names = ['code', 'code-insiders', 'codium', 'cursor'];

/** Where they lie when their installer put nothing on the path. */
const macPrograms = [
  '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code',
  '/Applications/VSCodium.app/Contents/Resources/app/bin/codium',
];
const windowsPrograms: readonly string[][] = [
  ['Microsoft VS Code', 'Code.exe'],
  ['VSCodium', 'VSCodium.exe'],
];

/**
 * How a folder is opened in VS Code; null where it is not found. `DCM_PROCESSOR_EDITOR` names another program, which is
 * handed the folder.
 * @param isThere whether a file can be run
 */
export function editorCommand(
  folder: string,
  machine: Pick<Machine, 'platform' | 'env'>,
  isThere: (file: string) => boolean,
): TerminalCommand | null {
  const file = candidates(machine).find(isThere);
  // An absolute path is never read as an option.
  return file === undefined ? null : { file, arguments: [folder] };
}

function candidates({ platform, env }: Pick<Machine, 'platform' | 'env'>): string[] {
  const chosen = env['DCM_PROCESSOR_EDITOR'];
  const first = chosen === undefined || chosen === '' ? [] : [chosen];
  if (platform === 'win32') {
    const roots = [
      env['LOCALAPPDATA'] === undefined ? undefined : path.win32.join(env['LOCALAPPDATA'], 'Programs'),
      env['ProgramFiles'],
    ].filter((root) => root !== undefined);
    // The command `code` there is a batch file, for which a shell would be needed.
    return [
      ...first,
      ...roots.flatMap((root) => windowsPrograms.map((parts) => path.win32.join(root, ...parts))),
    ];
  }
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => path.posix.isAbsolute(folder));
  return [
    ...first,
    ...names.flatMap((name) => folders.map((folder) => path.posix.join(folder, name))),
    ...(platform === 'darwin' ? macPrograms : []),
  ];
}
