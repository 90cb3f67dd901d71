import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { encapsulated, encodeJpeg2000 } from './encode.ts';

const run = promisify(execFile);
type InstanceTags = NonNullable<Parameters<typeof buildInstance>[0]>;

/** Side of a phantom image, in pixels. */
export const side = 64;
/** Grey values that its quarters are shown with, from the left and from the top. */
export const quarters = [16, 80, 144, 208] as const;

/** Stored values of an image of four quarters: with the window of `greyTags` one step is an eighth of a grey value. */
function quarterValues(): Uint16Array<ArrayBuffer> {
  return Uint16Array.from({ length: side * side }, (_, at) => {
    const quarter = (at % side >= side / 2 ? 1 : 0) + (at >= (side * side) / 2 ? 2 : 0);
    return (quarters[quarter] ?? 0) * 8;
  });
}

const greyTags: InstanceTags = {
  Rows: side,
  Columns: side,
  PatientName: 'Phantom^Images',
  PatientID: 'IMAGES-1',
  RescaleIntercept: -1024,
  // From stored 0 to stored 2040: 255 grey values of eight steps each.
  WindowCenter: -4,
  WindowWidth: 2040,
};

/** One image of a CT series that lies in the patient, 5 mm apart from its neighbours. */
export function greyInstance(tags: InstanceTags = {}): Buffer {
  return buildInstance({ ...greyTags, PixelData: Buffer.from(quarterValues().buffer), ...tags });
}

/** How each transfer syntax is made of the same image; all of them are decoded to the same values, or nearly. */
const made: readonly [name: string, make: (from: string, to: string) => Promise<unknown>][] = [
  ['explicit', (from, to) => run('dcmconv', ['+te', from, to])],
  ['implicit', (from, to) => run('dcmconv', ['+ti', from, to])],
  ['big-endian', (from, to) => run('dcmconv', ['+tb', from, to])],
  ['deflated', (from, to) => run('dcmconv', ['+td', from, to])],
  ['rle', (from, to) => run('dcmcrle', [from, to])],
  ['jpeg-extended', (from, to) => run('dcmcjpeg', ['+ee', from, to])],
  ['jpeg-lossless', (from, to) => run('dcmcjpeg', ['+el', from, to])],
  ['jpeg-lossless-first', (from, to) => run('dcmcjpeg', ['+e1', from, to])],
  ['jpeg-ls', (from, to) => run('dcmcjpls', ['+el', from, to])],
  ['jpeg-ls-near', (from, to) => run('dcmcjpls', ['+en', '+md', '4', from, to])],
];
const jpeg2000 = [
  ['jpeg-2000', 'j2k', '1.2.840.10008.1.2.4.90'],
  ['htj2k', 'htj2k', '1.2.840.10008.1.2.4.201'],
] as const;

/** Every transfer syntax that is made, in the order of the series numbers. */
export const syntaxNames = [
  ...made.map(([name]) => name),
  'jpeg-baseline',
  ...jpeg2000.map(([name]) => name),
];

/** Writes one study with a series for each transfer syntax, all showing the same image. */
export async function writeSyntaxes(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const tagsOf = (name: string): InstanceTags => ({
    StudyInstanceUID: '1.2.826.0.1.3680043.10.1',
    SeriesNumber: syntaxNames.indexOf(name) + 1,
    SeriesDescription: name,
  });
  const source = path.join(folder, 'source.dcm');
  for (const [name, make] of made) {
    await writeFile(source, greyInstance(tagsOf(name)));
    await make(source, path.join(folder, `${name}.dcm`));
  }
  // Baseline JPEG has eight bits.
  await writeFile(
    source,
    greyInstance({
      ...tagsOf('jpeg-baseline'),
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      RescaleIntercept: 0,
      WindowCenter: 127.5,
      WindowWidth: 255,
      PixelData: Buffer.from(quarterValues().map((value) => value / 8)),
    }),
  );
  await run('dcmcjpeg', ['+eb', source, path.join(folder, 'jpeg-baseline.dcm')]);
  await rm(source);
  for (const [name, form, TransferSyntaxUID] of jpeg2000) {
    const frame = await encodeJpeg2000(quarterValues(), { columns: side, rows: side }, form);
    const head = buildInstance({ ...greyTags, ...tagsOf(name), PixelData: undefined }, { TransferSyntaxUID });
    await writeFile(path.join(folder, `${name}.dcm`), Buffer.concat([head, encapsulated(frame)]));
  }
}

/** Writes one image per transfer syntax whose pixel data is none of it. */
export async function writeUndecodable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const syntaxes = ['1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.4.80', '1.2.840.10008.1.2.4.90'];
  for (const [index, TransferSyntaxUID] of syntaxes.entries()) {
    const head = buildInstance(
      {
        ...greyTags,
        StudyInstanceUID: '1.2.826.0.1.3680043.10.2',
        SeriesNumber: index + 1,
        SeriesDescription: `damaged ${index + 1}`,
        PixelData: undefined,
      },
      { TransferSyntaxUID },
    );
    const bytes = Buffer.concat([head, encapsulated(Buffer.from('This is no picture of any kind.'))]);
    await writeFile(path.join(folder, `${index}.dcm`), bytes);
  }
}
