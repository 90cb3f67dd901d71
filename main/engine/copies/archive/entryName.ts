import { EngineError, isReservedOnWindows } from '../../../../contract/index.ts';
import { partOf } from '../files/parts.ts';

/** Characters that Windows has no names with. */
// oxlint-disable-next-line no-control-regex -- control characters are what is meant
const notOnWindows = /[:*?"<>|\\\u0000-\u001f]|[. ]$/;

/**
 * The parts of the name of an entry: relative, without any way out of the folder that it is restored into.
 * @returns null where this system has no files of such a name
 * @throws EngineError `backup-invalid`
 */
export function partsOfName(
  name: string,
  platform: NodeJS.Platform = process.platform,
): [string, ...string[]] | null {
  const [top = '', ...parts] = name.replace(/\/$/, '').split('/');
  const all = [top, ...parts];
  if (name.includes('\0') || all.some((part) => part === '' || part === '.' || part === '..'))
    throw refused(name, 'It could lead out of the folder of the application.');
  const part = partOf(top);
  if (part === null || part === 'never') throw refused(name, 'No application has a file of that name.');
  return platform === 'win32' && all.some((one) => isReservedOnWindows(one) || notOnWindows.test(one))
    ? null
    : [top, ...parts];
}

function refused(name: string, why: string): EngineError {
  return new EngineError(
    'backup-invalid',
    'The backup has a file in it that no backup of DCM Processor has; nothing was restored.',
    { details: `${JSON.stringify(name.slice(0, 300))}: ${why}` },
  );
}
