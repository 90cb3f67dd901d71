import { readFileSync } from 'node:fs';
import path from 'node:path';
import { finding } from '../../../../contract/index.ts';
import type { Finding } from '../../../../contract/index.ts';
import type { NamedSettings } from '../folder/settingsFile.ts';
import { filesBelow, listWorkerFiles } from '../folder/files.ts';
import type { WorkerFile } from '../folder/files.ts';
import { findingInSettings } from '../folder/findings.ts';
import { readRequirements } from './requirementFiles.ts';
import type { Requirements } from './requirementFiles.ts';

/** Scripts larger than this are not read for what they call, in bytes. */
const largestScript = 1024 * 1024;

/** Which files of a worker folder its image is built from, and where in the build context they lie. */
export interface Layout {
  /** What scripts may see, in `settings/`. */
  shared: WorkerFile[];
  copies: { source: string; destination: string; isFolder: boolean; files: WorkerFile[] }[];
  scripts: { name: string; text: string }[];
  environments: { name: string; requirements: Requirements; files: WorkerFile[] }[];
  findings: Finding[];
}

/**
 * Sorts the files of a worker folder by who needs them, so that a change of a file costs only the steps that use it: a
 * file that only the requirements of an environment, or only a copy, need is not seen by scripts, unless one names it.
 */
export function layOut(folder: string, { settings }: NamedSettings): Layout {
  const { files, findings } = listWorkerFiles(folder);
  const scripts = settings.scripts.map((name) => {
    const file = filesBelow(files, name).find((one) => one.relative === path.posix.normalize(name));
    if (file === undefined)
      findings.push(finding('error', 'script-missing', `The script ${name} is missing.`, { file: name }));
    const isReadable = file !== undefined && file.size <= largestScript;
    return { name: path.posix.normalize(name), text: isReadable ? readFileSync(file.absolute, 'utf8') : '' };
  });
  for (const { name, text } of scripts) {
    if (text.includes('\r\n'))
      findings.push(
        finding(
          'error',
          'line-ends',
          'The script has line ends of Windows; save it with those of Linux (LF).',
          { file: name },
        ),
      );
  }
  const environments = settings.environments.map((environment) => {
    const requirements = readRequirements(files, environment.requirements);
    findings.push(...requirements.findings);
    const needed = requirements.needed.flatMap((name) => filesBelow(files, name));
    return { name: environment.name, requirements, files: [...new Set(needed)] };
  });
  const copies = settings.copies.map(({ source, destination }) => {
    const found = sourceOfCopy(files, source);
    if (found.files.length === 0)
      findings.push(
        findingInSettings('error', 'copy-missing', `There is no ${source} to copy in the worker folder.`),
      );
    return { ...found, destination };
  });
  const roots = [
    'settings.json',
    ...environments.flatMap(({ requirements }) => requirements.needed),
    ...copies.map(({ source }) => source),
  ];
  const hidden = new Set(
    roots
      .filter((root) => !scripts.some(({ name, text }) => name === root || mentions(text, root)))
      .flatMap((root) => filesBelow(files, root)),
  );
  return { shared: files.filter((file) => !hidden.has(file)), copies, scripts, environments, findings };
}

/** The original had the worker folder as `settings` in its build context, so that a source may begin with it. */
function sourceOfCopy(
  files: readonly WorkerFile[],
  given: string,
): { source: string; isFolder: boolean; files: WorkerFile[] } {
  const normal = path.posix.normalize(given).replace(/\/$/, '');
  const found =
    [normal, normal.replace(/^settings\//, '')].find((one) => filesBelow(files, one).length > 0) ?? normal;
  const below = filesBelow(files, found);
  return { source: found, isFolder: !below.some(({ relative }) => relative === found), files: below };
}

/** Whether a script may read the file or folder: it names it, or goes through a whole folder. */
function mentions(script: string, root: string): boolean {
  return (
    script.includes(path.posix.basename(root)) || /settings\/?(?:["'\s]|$)|[\w./}"]*\/\*|\s\*/m.test(script)
  );
}
