/**
 * node scripts/phantom/cli.ts OUT [--patients N] [--studies N] [--series N] [--slices N] [--size N]
 *
 * Writes the sample patient below OUT or, with any of the options, patients of that shape. Prints one line of JSON.
 */
import { parseArgs } from 'node:util';
import { loadPatients, samplePatient } from './plan.ts';
import type { LoadShape } from './plan.ts';
import { writePatients } from './write.ts';

const count = { type: 'string' } as const;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { patients: count, studies: count, series: count, slices: count, size: count },
});

const [folder] = positionals;
if (folder === undefined || positionals.length > 1) {
  throw new Error('Name the one folder to write to: node scripts/phantom/cli.ts OUT [--slices N] …');
}

const shape: Partial<LoadShape> = {};
for (const key of ['patients', 'studies', 'series', 'slices', 'size'] as const) {
  const text = values[key];
  if (text === undefined) continue;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${key} takes a whole number above 0, not "${text}".`);
  shape[key] = value;
}

const patients = Object.keys(shape).length === 0 ? [samplePatient()] : loadPatients(shape);
const written = await writePatients(patients, folder);
process.stdout.write(`${JSON.stringify(written)}\n`);
