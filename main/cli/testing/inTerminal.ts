/**
 * Runs command lines one after the other at the terminal that this process has, as somebody would who never leaves it:
 * `node inTerminal.ts FILE`, with a JSON list of lists of words in the file. Marks where each begins and how it ends.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { runProgram } from '../runProgram.ts';

const lines = z.array(z.array(z.string())).parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
for (const [index, words] of lines.entries()) {
  process.stdout.write(`<begin ${index}>\n`);
  process.exitCode = undefined;
  await runProgram(words);
  process.stdout.write(`\n<end ${index} ${process.exitCode ?? 0}>\n`);
}
process.exit(0);
