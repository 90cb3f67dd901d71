import { withAdvice } from '../../../contract/index.ts';
import type { ErrorReply } from '../../../contract/index.ts';
import { fieldProblems } from '../../forms/index.ts';
import type { Problems } from '../frame/index.ts';

/** The words of a refusal at the field they are about; empty where they are about none. */
export function whereItBelongs(
  error: Pick<ErrorReply, 'code' | 'message' | 'advice' | 'details'>,
  folder: string,
): Problems {
  const words = withAdvice(error);
  if (error.code === 'folder-not-usable') return { folder: words };
  if (error.code === 'application-exists') {
    const aboutFolder = folder !== '' && error.message.includes(folder);
    return aboutFolder ? { folder: words } : { name: words };
  }
  return Object.fromEntries(
    [...fieldProblems(error)].map(([path, sentence]) => [path.replace(/^options\./, ''), sentence]),
  );
}
