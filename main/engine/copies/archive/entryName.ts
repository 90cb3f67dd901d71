import { EngineError } from '../../../../contract/index.ts';
import { partOf } from '../files/parts.ts';

/** Longest path inside an application that is restored, in bytes. */
const longest = 3000;
/** What Windows keeps for itself, and characters that it has no names with. */
const notOnWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$|[:*?"<>|]|[. ]$/i;

/**
 * The parts of the name of an entry: relative, without any way out of the folder that it is restored into.
 * @throws EngineError `backup-invalid`
 */
export function partsOfName(name: string, platform: NodeJS.Platform = process.platform): string[] {
  const parts = name.replace(/\/$/, '').split('/');
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  const isOdd = /^\/|\\|[\u0000-\u001f\u007f]/.test(name) || Buffer.byteLength(name) > longest;
  if (isOdd || parts.some((part) => part === '' || part === '.' || part === '..')) throw refused(name);
  if (platform === 'win32' && parts.some((part) => notOnWindows.test(part)))
    throw refused(name, 'Windows has no files of such a name.');
  const part = partOf(parts[0] ?? '');
  if (part === null || part === 'never') throw refused(name, 'No application has a file of that name.');
  return parts;
}

function refused(name: string, why = 'It could lead out of the folder of the application.'): EngineError {
  return new EngineError(
    'backup-invalid',
    'The backup has a file in it that no backup of DCM Processor has; nothing was restored.',
    { details: `${JSON.stringify(name.slice(0, 300))}: ${why}` },
  );
}
