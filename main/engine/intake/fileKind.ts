/** How a file is looked at, by its name: its content decides once more before it is unpacked. */
export function fileKind(file: string): 'file' | 'zip' {
  return file.toLowerCase().endsWith('.zip') ? 'zip' : 'file';
}
