import { withoutSecrets } from '../../../contract/index.ts';
import type { InstallValues } from './sourceForm.ts';
import { isAddress } from './sourceValues.ts';

interface InstallCommand {
  what: 'service' | 'worker';
  /** Name of the application. */
  application: string;
  values: InstallValues;
  /** Under which it is installed; null: its own. */
  name: string | null;
  /** Folder of what was fetched; empty: the whole of it. */
  subfolder: string;
  replace: boolean;
}

/** The words after `dcm-processor` that install the same, without a password. */
export function installCommand(command: InstallCommand): string[] {
  const { what, application, values, name, subfolder, replace } = command;
  const { kind, folder, git, archive } = values.source;
  const option = (flag: string, value: string) => (value === '' ? [] : [flag, value]);
  const from = {
    folder: () => ['--path', folder.trim()],
    git: () => [
      '--git',
      '--path',
      withoutSecrets(git.url.trim()),
      ...option('--ref', git.ref.trim()),
      ...(git.submodules ? [] : ['--no-submodules']),
    ],
    archive: () => [
      ...(isAddress(archive.place) ? ['--web'] : []),
      '--path',
      withoutSecrets(archive.place.trim()),
      ...option('--sha256', archive.sha256.trim()),
    ],
  };
  return [
    'install',
    what,
    '--app',
    application,
    ...from[kind](),
    ...option('--sub-path', subfolder),
    ...(name === null ? [] : ['--name', name]),
    ...(values.link && kind === 'folder' && what === 'service' ? ['--link'] : []),
    ...(replace ? ['--replace'] : []),
  ];
}
