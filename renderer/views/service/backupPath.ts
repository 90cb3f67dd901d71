/** A file in the folder that was chosen, named after the service: the folder itself need not be empty then. */
export function backupPath(folder: string, service: string): string {
  const separator = /^[A-Za-z]:|^\\\\/.test(folder) ? '\\' : '/';
  return `${folder.replace(/[\\/]+$/, '')}${separator}${service}.zip`;
}
