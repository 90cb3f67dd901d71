/** How a file is looked at. */
export type FileKind = 'file' | 'zip' | 'tar' | 'dicomdir';

/** How a file is looked at, by its name: its content decides once more before it is unpacked. */
export function fileKind(file: string): Exclude<FileKind, 'dicomdir'> {
  if (/\.zip$/i.test(file)) return 'zip';
  return /\.(tar|tgz|tar\.gz)$/i.test(file) ? 'tar' : 'file';
}
