import { systemCode } from '../../context/index.ts';

/** Something of a watched folder that cannot be done; the rest goes on, and it is tried again. */
export interface Trouble {
  /** A sentence or two for people. */
  problem: string;
  /** Technical cause. */
  details: string;
}

/** A file or folder could not be looked at. */
export function cannotLookAt(file: string, cause: unknown): Trouble {
  const code = systemCode(cause);
  if (file.includes('\ufffd')) {
    return { problem: `The name of ${file} is not in UTF-8. Rename it.`, details: detailsOf(cause) };
  }
  const what = ['EACCES', 'EPERM'].includes(code)
    ? `${file} may not be read. Give yourself read permission.`
    : `${file} could not be read${code === '' ? '' : ` (${code})`}.`;
  return { problem: `${what} It is tried again by itself.`, details: detailsOf(cause) };
}

/** A file that was taken could not be deleted or moved. */
export function cannotClear(file: string, after: 'move' | 'delete', cause: unknown): Trouble {
  const done = after === 'delete' ? 'deleted' : 'moved';
  const code = systemCode(cause);
  const advice = ['EACCES', 'EPERM', 'EROFS'].includes(code)
    ? `Give yourself write permission on its folder${after === 'move' ? ' and on the one it is moved to' : ''}.`
    : ['ENOSPC', 'EDQUOT'].includes(code)
      ? 'Free some space where it is moved to.'
      : `The system says ${code === '' ? detailsOf(cause) : code}.`;
  return {
    problem: `${file} is taken but could not be ${done}. ${advice} It is tried again by itself.`,
    details: detailsOf(cause),
  };
}

/** All of them as one: the first, and how many more. */
export function summaryOf(troubles: readonly Trouble[]): { problem: string | null; details: string | null } {
  const [first, ...others] = troubles;
  if (first === undefined) return { problem: null, details: null };
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return { problem: `${first.problem}${more}`, details: first.details };
}

function detailsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
