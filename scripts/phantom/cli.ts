/** Writes the sample patient, or patients of a given shape, as DICOM files: `node scripts/phantom/cli.ts OUT`. */
import { Command, InvalidArgumentError } from 'commander';
import { loadPatients, samplePatient } from './plan.ts';
import type { LoadShape } from './plan.ts';
import { writePatients } from './write.ts';

const program = new Command('phantom')
  .description('Write synthetic DICOM files: the sample patient or, with any option, patients of that shape.')
  .argument('<folder>', 'where to write; one folder per patient is made in it')
  .option('--patients <n>', 'patients', wholeNumber)
  .option('--studies <n>', 'studies per patient', wholeNumber)
  .option('--series <n>', 'series per study', wholeNumber)
  .option('--slices <n>', 'slices per series', wholeNumber)
  .option('--size <n>', 'rows and columns of a slice', wholeNumber)
  .parse();
const shape = program.opts<Partial<LoadShape>>();
const [folder = '.'] = program.args;

const patients = Object.keys(shape).length === 0 ? [samplePatient()] : loadPatients(shape);
const written = await writePatients(patients, folder);
process.stdout.write(`${JSON.stringify(written)}\n`);

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a whole number above 0.');
}
