import { checkName, placeError, renameKnownApplication } from './applications/index.ts';
import type { KnownApplication } from './applications/index.ts';
import type { OpenApplication } from './openApplicationTypes.ts';

/**
 * Gives an application another name, also while it runs; its folder, containers and images keep theirs.
 * @throws EngineError `application-exists`
 */
export function renameApplication(
  {
    home,
    known,
    opened,
    all,
  }: { home: string; known: KnownApplication; opened: OpenApplication; all: readonly KnownApplication[] },
  name: string,
): KnownApplication {
  const [wrong] = checkName(
    name,
    all.filter(({ id }) => id !== known.id),
  );
  if (wrong !== undefined) throw placeError(wrong);
  opened.rename(name);
  renameKnownApplication(home, known.id, name);
  return { ...known, name };
}
