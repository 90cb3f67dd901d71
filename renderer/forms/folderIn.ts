/** A path below a folder of this machine, on any system. */
export function joinPath(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return `${folder.replace(/[/\\]+$/, '')}${separator}${name}`;
}

/** The folder of an application of that name in a base folder; undefined where no base folder is given. */
export function folderIn(base: string, name: string): string | undefined {
  return base.trim() === '' ? undefined : joinPath(base.trim(), name.trim());
}
