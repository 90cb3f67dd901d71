import { fail } from '../setup/index.mjs';
import { packageProgram } from './index.ts';

try {
  await packageProgram({ unpackedOnly: process.argv.includes('--dir') });
} catch (error) {
  fail(error);
}
