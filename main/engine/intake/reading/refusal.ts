import { systemCode } from '../../context/index.ts';
import type { NotedFile } from './protocol.ts';

/**
 * Whether the system could not read, as a share that is away for a moment: that says nothing of what is read, and may be
 * over at the next try. What cannot be unpacked has a code as well, but asked nothing of the system.
 */
export function isReadFailure(cause: unknown): boolean {
  return cause instanceof Error && 'syscall' in cause;
}

/** Why a file or folder of a person could not be read, and what to do: a sentence or two. */
export function refusalOf(cause: unknown, path: string, what: 'file' | 'folder'): string {
  const code = systemCode(cause);
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `The ${what} may not be read. Give yourself read permission and import it again.`;
    case 'ENOENT':
      // A name in another encoding was read with replacement characters, and nothing has the name that makes.
      if (path.includes('\ufffd'))
        return `The name of the ${what} is not in UTF-8. Rename it and import it again.`;
      return `There is no such ${what}, or it is a link to nothing.`;
    case 'ELOOP':
      return `The ${what} is a link that leads back to itself.`;
    case 'EMFILE':
    case 'ENFILE':
      return `The ${what} could not be opened: the system has too many open files. Import it again later.`;
    case 'ENAMETOOLONG':
      return `The path of the ${what} is too long for this system. Move it further up.`;
    default: {
      const details = cause instanceof Error ? cause.message : String(cause);
      return `The ${what} could not be read (${code === '' ? details : code}). Copy it to another disk first.`;
    }
  }
}

/** A file that could not be read, or not to its end. */
export function unread(file: string, cause: unknown): NotedFile {
  return { kind: 'noted', path: file, outcome: 'refused', reason: refusalOf(cause, file, 'file') };
}
