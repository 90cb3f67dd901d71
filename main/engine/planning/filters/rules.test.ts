import { deflateRawSync } from 'node:zlib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filterOptionsSchema } from '../../../../contract/index.ts';
import type { FilterOptions } from '../../../../contract/index.ts';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { element, fileHead, syntaxes } from '../../dicom/testing/bytes.ts';
import { tagsOf } from '../../dicom/index.ts';
import type { RequiredTag } from './facts.ts';
import { judgeSeries } from './judgeSeries.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'filters-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let written = 0;
function write(bytes: Uint8Array): string {
  const file = path.join(folder, `${(written += 1)}.dcm`);
  writeFileSync(file, bytes);
  return file;
}

async function judge(files: readonly string[], options: Partial<FilterOptions> = {}) {
  const filters = filterOptionsSchema.parse({ minimumInstances: 0, ...options });
  const numbers = await tagsOf(filters.requiredTags);
  const required = filters.requiredTags.map((name, index): RequiredTag => [name, numbers[index] ?? null]);
  return judgeSeries(files, filters, required);
}
/** The rule that keeps a single file out and its reason, or `passes`. */
async function fate(bytes: Uint8Array, options?: Partial<FilterOptions>): Promise<string> {
  const { passes, keptOut } = await judge([write(bytes)], options);
  expect(passes).toEqual([keptOut.length === 0]);
  return keptOut.map(({ rule, reason }) => `${rule}: ${reason}`)[0] ?? 'passes';
}

describe("the original's rules keep out", () => {
  it('nothing of an ordinary CT or MR series', async () => {
    expect(await fate(buildInstance({}))).toBe('passes');
    expect(await fate(buildInstance({ Modality: 'mr', ImageType: ['Original', 'primary', 'M'] }))).toBe(
      'passes',
    );
  });

  it.each([
    [{ InstanceNumber: undefined }, 'required-tags: It has no InstanceNumber.'],
    [
      { ImageOrientationPatient: undefined, ImagePositionPatient: Buffer.alloc(0) },
      'required-tags: It has no ImageOrientationPatient, ImagePositionPatient.',
    ],
    [{ ImageOrientationPatient: [1, 0, 0] }, 'geometry: ImageOrientationPatient has 3 of 6 numbers.'],
    [{ ImagePositionPatient: [1, 0] }, 'geometry: ImagePositionPatient has 2 of 3 numbers.'],
    [{ ImagePositionPatient: Buffer.from('0\\x\\0 ') }, 'geometry: ImagePositionPatient has 2 of 3 numbers.'],
    [
      { ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] },
      'localizers: ImageType is ORIGINAL\\PRIMARY\\LOCALIZER.',
    ],
    [{ ImageType: ['ORIGINAL', 'PRIMARY', 'OTHER'] }, 'localizers: ImageType is ORIGINAL\\PRIMARY\\OTHER.'],
    [
      { ImageType: ['SECONDARY', 'AXIAL'] },
      'image-types: ImageType is SECONDARY\\AXIAL; one of these must be in it: primary, original.',
    ],
    [
      { ImageType: undefined },
      'image-types: It has no ImageType; one of these must be in it: primary, original.',
    ],
    [
      { ImageType: ['DERIVED', 'PRIMARY'] },
      'junk-words: ImageType is DERIVED\\PRIMARY, in which "derived" is not wanted.',
    ],
    [
      { ImageType: ['ORIGINAL', 'PRIMARY', 'CT_SOM5 MIP'] },
      'junk-words: ImageType is ORIGINAL\\PRIMARY\\CT_SOM5 MIP, in which "mip" is not wanted.',
    ],
    [{ Modality: 'SR' }, 'modalities: Modality is SR.'],
    [{ Modality: '' }, 'modalities: It has no Modality.'],
    [{ SeriesDescription: 'dcm-processor-temp' }, 'own-output: SeriesDescription is dcm-processor-temp.'],
  ])('%j: %s', async (tags, expected) => {
    const bare = 'InstanceNumber' in tags ? { ...tags, InstanceNumber: 1 } : tags;
    const bytes = buildInstance(bare);
    const without = 'InstanceNumber' in tags ? blankInstanceNumber(bytes) : bytes;
    expect(await fate(without)).toBe(expected);
  });

  /** A number of blanks only, which is no number. */
  function blankInstanceNumber(bytes: Buffer): Buffer {
    const changed = Buffer.from(bytes);
    const head = Buffer.from([0x20, 0, 0x13, 0, 0x49, 0x53, 2, 0]);
    changed.write('  ', changed.indexOf(head) + 8, 'latin1');
    return changed;
  }

  it('what DCM Processor made itself, by its private elements and by nobody else’s', async () => {
    const marked = (creator: string) =>
      buildInstance(
        {},
        {
          extra: [
            { tag: 0x0405_0010, vr: 'LO', value: creator },
            { tag: 0x0405_1005, vr: 'ST', value: 'dcm-processor' },
          ],
        },
      );
    expect(await fate(marked('DCM-PROCESSOR'))).toBe(
      'own-output: Its private elements say that DCM Processor made it.',
    );
    expect(await fate(marked('SOMEBODY ELSE'))).toBe('passes');
    expect(await fate(marked('DCM-PROCESSOR'), { ownOutput: false })).toBe('passes');
  });
});

describe('Philips', () => {
  const bare = {
    ImageOrientationPatient: undefined,
    ImagePositionPatient: undefined,
    ImageType: ['ORIGINAL', 'PRIMARY', 'OTHER'],
  };
  const enhancedMr = '1.2.840.10008.5.1.4.1.1.4.1';

  it.each([
    ['its multi-frame objects', { SOPClassUID: enhancedMr, Manufacturer: 'Philips Healthcare' }, true],
    ['its private objects', { SOPClassUID: '1.3.46.670589.11.0.0.12.2', Manufacturer: undefined }, true],
    ['multi-frame objects of others', { SOPClassUID: enhancedMr, Manufacturer: 'SIEMENS' }, false],
    ['its ordinary objects', { Manufacturer: 'Philips' }, false],
  ] as const)('%s without geometry: passes %j %s', async (_what, tags, passes) => {
    const bytes = buildInstance({ ...bare, ...tags });
    expect((await fate(bytes)) === 'passes').toBe(passes);
    expect(await fate(bytes, { philipsExceptions: false })).toContain('required-tags');
  });

  it('is one series with a single object of many frames, and is still kept out by words and modality', async () => {
    const bytes = buildInstance({ ...bare, SOPClassUID: enhancedMr, Manufacturer: 'Philips' });
    expect(await fate(bytes, { minimumInstances: 3 })).toBe('passes');
    expect(await fate(bytes, { junkWords: ['other'] })).toContain('junk-words');
    expect(await fate(bytes, { modalities: ['MR'] })).toContain('modalities');
  });
});

describe('rules as people write them', () => {
  it('do nothing where their list is empty or their switch is off', async () => {
    const nothing: Partial<FilterOptions> = {
      requiredTags: [],
      imageTypes: [],
      junkWords: [],
      modalities: [],
      geometry: false,
      localizers: false,
    };
    const bytes = buildInstance({
      Modality: 'US',
      ImageType: ['DERIVED', 'LOCALIZER'],
      ImageOrientationPatient: undefined,
    });
    expect(await fate(bytes, nothing)).toBe('passes');
  });

  it('require any element, by keyword or tag, private ones as well, and whatever its type', async () => {
    const bytes = buildInstance({}, { extra: [{ tag: 0x0009_1001, vr: 'LO', value: 'x' }] });
    expect(await fate(bytes, { requiredTags: ['Rows', 'PixelData', '0009,1001'] })).toBe('passes');
    expect(await fate(bytes, { requiredTags: ['0009,1002', 'EchoTime'] })).toBe(
      'required-tags: It has no 0009,1002, EchoTime.',
    );
  });

  it('keep out a series of which too few instances pass, and say how many did', async () => {
    const files = [1, 2, 3].map((InstanceNumber) =>
      write(buildInstance({ InstanceNumber, ...(InstanceNumber === 2 ? { Modality: 'SR' } : {}) })),
    );
    expect(await judge(files, { minimumInstances: 3 })).toEqual({
      passes: [false, false, false],
      keptOut: [
        { rule: 'modalities', instances: 1, reason: 'Modality is SR.' },
        {
          rule: 'minimum-instances',
          instances: 2,
          reason: '2 instances passed the other rules; at least 3 are needed.',
        },
      ],
    });
    expect((await judge(files, { minimumInstances: 2 })).passes).toEqual([true, false, true]);
  });

  it('leave files that cannot be read to planning, which says what is wrong with them', async () => {
    const files = [write(Buffer.from('no DICOM')), path.join(folder, 'nowhere'), write(Buffer.alloc(0))];
    expect(await judge(files, { minimumInstances: 3 })).toEqual({ passes: [true, true, true], keptOut: [] });
  });
});

describe('every way of writing a data set', () => {
  const elements = (explicit: boolean, littleEndian: boolean) =>
    Buffer.concat(
      (
        [
          [0x0008_0008, 'CS', 'ORIGINAL\\PRIMARY'],
          [0x0008_0016, 'UI', '1.2.840.10008.5.1.4.1.1.2'],
          [0x0008_0060, 'CS', 'CT'],
          [0x0020_000e, 'UI', '1.2.3'],
          [0x0020_0013, 'IS', '7'],
          [0x0020_0032, 'DS', '0\\0\\0'],
          [0x0020_0037, 'DS', '1\\0\\0\\0\\1\\0'],
        ] as const
      ).map(([tag, vr, value]) => element(tag, vr, value, { explicit, littleEndian })),
    );

  it.each([
    ['implicit', elements(false, true)],
    ['explicit', elements(true, true)],
    ['bigEndian', elements(true, false)],
    ['deflated', deflateRawSync(elements(true, true))],
  ] as const)('%s is read', async (syntax, bytes) => {
    expect(await fate(Buffer.concat([fileHead(syntaxes[syntax]), bytes]))).toBe('passes');
    expect(await fate(Buffer.concat([fileHead(syntaxes[syntax]), bytes]), { modalities: ['PT'] })).toBe(
      'modalities: Modality is CT.',
    );
  });
});
