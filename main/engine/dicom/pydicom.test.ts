import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readHeader } from './readHeader.ts';
import { readTags } from './readTags.ts';

/** What pydicom reads of its own test files: real ones of many vendors, transfer syntaxes and character sets. */
const script = `
import json, os, sys, warnings
warnings.simplefilter('ignore')
import pydicom
keywords = sys.argv[1].split()
folder = os.path.join(os.path.dirname(pydicom.__file__), 'data')
files = []
for root, _, names in os.walk(folder):
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
  'SeriesDescription ImageType Rows Columns BitsAllocated PixelSpacing ImagePositionPatient InstanceNumber ' +
  'NumberOfFrames';
const python = '/usr/bin/python3';
const hasPydicom = spawnSync(python, ['-c', 'import pydicom']).status === 0;
/** Cut short. */
const refused = new Set(['MR_truncated.dcm', 'rtplan_truncated.dcm']);

/** Numbers, blanks and empty groups at the end of a name may be written differently. */
const plain = (text: string) => {
  const trimmed = text.trim().replace(/=+$/, '');
  return trimmed !== '' && Number.isFinite(Number(trimmed)) ? String(Number(trimmed)) : trimmed;
};

// Skipped where Debian's python3-pydicom, which has the files, is not installed.
describe.skipIf(!hasPydicom)('real files of pydicom', () => {
  const fileSchema = z.array(
    z.object({ path: z.string(), values: z.record(z.string(), z.array(z.string())) }),
  );
  const files = hasPydicom
    ? fileSchema.parse(JSON.parse(execFileSync(python, ['-c', script, keywords], { encoding: 'utf8' })))
    : [];

  it('have the values that pydicom reads, whatever their encoding and character set', async () => {
    expect(files.length).toBeGreaterThan(100);
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

  it('are all taken, except those that are cut short', () => {
    const notTaken = files.flatMap((file) => {
      const fd = openSync(file.path, 'r');
      const reading = readHeader(fd, statSync(file.path).size);
      closeSync(fd);
      return reading.kind === 'instance' ? [] : [`${path.basename(file.path)}: ${reading.kind}`];
    });
    expect(notTaken).toEqual([...refused].map((name) => `${name}: damaged`).sort());
  });
});
