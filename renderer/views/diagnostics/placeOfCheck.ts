import type { ListedCheck } from '../../../contract/index.ts';
import { paths } from '../../navigation/index.ts';

/**
 * Where a person does something about what a check found; null where there is no such page.
 * @param known an application, for what is not about a certain one
 */
export function placeOfCheck({ check, application }: ListedCheck, known: string | null): string | null {
  const of = application ?? known;
  if (of === null) return null;
  switch (check) {
    case 'disk':
      return paths.diskUse(of);
    case 'ports':
      return paths.doors(of);
    case 'watched-folders':
      return paths.doorSettings(of, 'folder');
    case 'peers':
      return paths.peers(of);
    case 'python':
    case 'key-store':
    case 'history':
      return paths.settings(of);
    default:
      return null;
  }
}
