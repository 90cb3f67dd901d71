/** More paths are not looked at one by one for a title. */
const mostLookedAt = 1000;

/** Title of an import for people: `3 folders`, `1 folder and 12 files`. Names are left out: they can be a patient's. */
export function titleOf(paths: readonly string[], isFolder: (path: string) => boolean): string {
  if (paths.length > mostLookedAt) return `${paths.length} files and folders`;
  const folders = paths.filter((one) => isFolder(one)).length;
  const parts = [counted(folders, 'folder'), counted(paths.length - folders, 'file')];
  return parts.filter((part) => part !== null).join(' and ');
}

function counted(count: number, what: string): string | null {
  if (count === 0) return null;
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
