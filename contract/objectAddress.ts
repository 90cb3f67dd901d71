/**
 * Addresses under which the window reads what the archive and runs hold. They are of a scheme of their own, so that
 * nothing that came from outside ever shares the origin of the page: no script, style or frame can be loaded from it.
 */

export const objectScheme = 'archive';
/** Origin of all of them. */
export const objectOrigin = `${objectScheme}://objects`;

/** One thing that can be read by address: an archived instance, or a file in the data folder of a run. */
export type ObjectAddress =
  | { kind: 'instance'; application: string; SOPInstanceUID: string }
  | { kind: 'result'; application: string; run: string; path: string };

/** Longest path of a result that is understood, in characters; as for `shell.reveal`. */
const longestPath = 4000;
/** Longest id, in characters. UIDs have at most 64; damaged files may bring longer ones. */
const longestId = 200;

/** The address of an object. */
export function writeObjectAddress(object: ObjectAddress): string {
  const parts =
    object.kind === 'instance'
      ? [object.application, 'instance', object.SOPInstanceUID]
      : [object.application, 'result', object.run, object.path];
  return `${objectOrigin}/${parts.map(partOf).join('/')}`;
}

/** What an address means, or null where it means nothing: whoever answers it trusts nothing else of it. */
export function readObjectAddress(address: string): ObjectAddress | null {
  if (!address.startsWith(`${objectOrigin}/`)) return null;
  const parts = address
    .slice(objectOrigin.length + 1)
    .split('/')
    .map(decoded);
  const [application, kind, id, path] = parts;
  if (!isId(application) || !isId(id)) return null;
  if (kind === 'instance' && parts.length === 3) return { kind, application, SOPInstanceUID: id };
  if (kind === 'result' && parts.length === 4 && isPath(path)) return { kind, application, run: id, path };
  return null;
}

/** A part keeps its dots to itself: browsers take `..` out of paths, also where it is written in percent signs. */
function partOf(text: string): string {
  return encodeURIComponent(text).replaceAll('~', '%7E').replaceAll('.', '%2E').replaceAll('%', '~');
}

function decoded(part: string): string | null {
  // Our own writing has none of them; a browser leaves queries and fragments where they stand.
  if (/[%?#]/.test(part)) return null;
  try {
    return decodeURIComponent(part.replaceAll('~', '%'));
  } catch {
    return null;
  }
}

function isId(text: string | null | undefined): text is string {
  return typeof text === 'string' && text !== '' && text.length <= longestId && !/[/\\\0]/.test(text);
}

/** The engine confines it to the folder of its run; what no result is called is refused here already. */
function isPath(text: string | null | undefined): text is string {
  if (typeof text !== 'string' || text === '' || text.length > longestPath || text.includes('\0'))
    return false;
  const steps = text.split(/[/\\]/);
  return steps[0] !== '' && !/^[A-Za-z]:/.test(text) && !steps.includes('..');
}
