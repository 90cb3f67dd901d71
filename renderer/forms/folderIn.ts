/** The folder of an application of that name in a base folder; undefined where no base folder is given. */
export function folderIn(base: string, name: string): string | undefined {
  const trimmed = base.trim();
  if (trimmed === '') return undefined;
  const separator = trimmed.includes('\\') && !trimmed.includes('/') ? '\\' : '/';
  return `${trimmed.replace(/[/\\]+$/, '')}${separator}${name.trim()}`;
}
