import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { encodeJpeg2000 } from './encode.ts';
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

/** Segmentations of `writeSegmentations`, in the order of their series. */
export const segmentationNames = [
  'rle',
  'rle-packed',
  'deflated-frames',
  'jpeg-2000',
  'htj2k',
  'fractional-rle',
  'fractional-deflated-frames',
  'fractional',
  'fractional-jpeg-ls',
  'fractional-deflated',
] as const;

/** Writes the images and the segmentation of `writeStudy`, the latter in every way in which they are compressed. */
export async function writeSegmentations(folder: string): Promise<void> {
  const [images, others, frames] = ['images', 'others', 'frames'].map((name) => path.join(folder, name));
  if (images === undefined || others === undefined || frames === undefined) return;
  for (const made of [images, others, frames]) await mkdir(made, { recursive: true });
  for (let number = 1; number <= imageCount; number += 1) {
    const tags = { InstanceNumber: number, StudyInstanceUID: '1.2.826.0.1.3680043.10.3' };
    await writeFile(
      path.join(images, `${number}.dcm`),
      greyInstance({ ...tags, SeriesDescription: 'Axial' }),
    );
  }
  for (const form of ['j2k', 'htj2k'] as const) {
    for (const quarter of [0, 1]) {
      const isIn = (at: number) => Math.floor(at / (side / 2)) === quarter;
      const mask = Uint8Array.from({ length: side * side }, (_, at) =>
        isIn(at % side) && isIn(Math.floor(at / side)) ? 1 : 0,
      );
      const frame = await encodeJpeg2000(mask, { columns: side, rows: side, bits: 1 }, form);
      await writeFile(path.join(frames, `${form}-${quarter}`), frame);
    }
  }
  await promisify(execFile)('/usr/bin/python3', [program, images, others, frames]);
  await rm(frames, { recursive: true });
  const transcode = async (tool: string, option: string, name: string, number: number) => {
    const made = path.join(others, `${name}.dcm`);
    await promisify(execFile)(tool, [option, path.join(others, 'fractional.dcm'), made]);
    const tags = [
      `SeriesInstanceUID=1.2.826.0.1.3680043.11.${number}.0`,
      `SOPInstanceUID=1.2.826.0.1.3680043.11.${number}`,
      `SeriesNumber=${number}`,
      `SeriesDescription=${name}`,
    ];
    await promisify(execFile)('dcmodify', ['-nb', ...tags.flatMap((tag) => ['-m', tag]), made]);
  };
  await transcode('dcmcjpls', '+el', 'fractional-jpeg-ls', 41);
  await transcode('dcmconv', '+td', 'fractional-deflated', 42);
}

/**
 * Writes a study with two series of four images at 0, 5, 10 and 15 mm: one of two scans that are each numbered by
 * themselves and lie within each other, and one object whose frames are not in the order of their places.
 */
export async function writeOutOfOrder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const study = { StudyInstanceUID: '1.2.826.0.1.3680043.10.4' };
  for (const [index, height] of [0, 10, 5, 15].entries()) {
    const image = greyInstance({
      ...study,
      SeriesDescription: 'Two scans',
      SOPInstanceUID: `1.2.826.0.1.3680043.10.4.1.${index}`,
      InstanceNumber: 1 + (index % 2),
      AcquisitionNumber: 1 + Math.floor(index / 2),
      ImagePositionPatient: [0, 0, height],
    });
    await writeFile(path.join(folder, `${index}.dcm`), image);
  }
  const source = path.join(folder, '0.dcm');
  await promisify(execFile)('/usr/bin/python3', [program, source, path.join(folder, 'frames.dcm')]);
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
