import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { greyInstance, side } from './phantom.ts';

const program = fileURLToPath(new URL('objects.py', import.meta.url));

/** How many images the series of `writeStudy` has. */
const imageCount = 3;

/**
 * Writes a study: a CT series of three images that lie 5 mm apart, and the same in sagittal planes; a segmentation of
 * the second image, a film of four frames, a report and a document. Returns its folder.
 */
export async function writeStudy(folder: string): Promise<void> {
  const images = path.join(folder, 'images');
  const others = path.join(folder, 'others');
  await mkdir(images, { recursive: true });
  await mkdir(others, { recursive: true });
  for (let number = 1; number <= imageCount; number += 1) {
    const tags = { InstanceNumber: number, StudyInstanceUID: '1.2.826.0.1.3680043.10.2' };
    await writeFile(
      path.join(images, `${number}.dcm`),
      greyInstance({ ...tags, SeriesDescription: 'Axial' }),
    );
    const sagittal = greyInstance({
      ...tags,
      SeriesNumber: 2,
      SeriesDescription: 'Sagittal',
      ImageOrientationPatient: [0, 1, 0, 0, 0, 1],
      ImagePositionPatient: [20 * number, 0, -20],
    });
    await writeFile(path.join(others, `sagittal-${number}.dcm`), sagittal);
  }
  // Debian's own Python sees Debian's pydicom.
  await promisify(execFile)('/usr/bin/python3', [program, images, others]);
}

/** A worker that leaves a NIfTI file over all images of `writeStudy`: 1 on their left half and 2 on their right one. */
export const maskWorker = `
import gzip, struct
header = bytearray(352)
struct.pack_into("<i", header, 0, 348)
struct.pack_into("<8h", header, 40, 3, ${side}, ${side}, ${imageCount}, 1, 1, 1, 1)
struct.pack_into("<2h", header, 70, 2, 8)
struct.pack_into("<8f", header, 76, 1, 1, 1, 5, 1, 1, 1, 1)
struct.pack_into("<3f", header, 108, 352, 1, 0)
struct.pack_into("<2h", header, 252, 0, 1)
struct.pack_into("<12f", header, 280, -1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 5, 5)
header[344:348] = b"n+1\\0"
row = bytes([1] * ${side / 2} + [2] * ${side / 2})
with gzip.open("mask.nii.gz", "wb") as stream:
    stream.write(bytes(header) + row * ${side * imageCount})
`;
