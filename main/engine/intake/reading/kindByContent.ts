import { isDicomDirStart } from '../../dicom/index.ts';
import type { FileKind } from './fileKind.ts';
import { fileStart } from './fileStart.ts';
import { holdsTar } from './tarMark.ts';
import { isZipStart } from './zipMark.ts';

/** How a file is to be read, by its first bytes, whatever its name. */
export async function kindByContent(file: string): Promise<FileKind> {
  const start = await fileStart(file);
  if (isZipStart(start)) return 'zip';
  if (isDicomDirStart(start)) return 'dicomdir';
  return holdsTar(start) ? 'tar' : 'file';
}
