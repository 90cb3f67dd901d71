import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { CliCommand } from './frame/index.ts';
import { counted, printable } from './terminal/index.ts';
import type { Output } from './terminal/index.ts';

/** Options of a file into which all is written that is found. */
export interface FileOptions {
  csv?: string;
  replace?: boolean;
  bom?: boolean;
}

/** Adds them. @param what is written */
export function addFileOptions(command: CliCommand, what: string): CliCommand {
  return command
    .option('--csv <file>', `write ${what} into this file, for a spreadsheet`, absoluteFile)
    .option('--replace', 'a file of that name is replaced')
    .option('--no-bom', 'CSV without the mark by which Excel knows UTF-8');
}

/** Absolute, from where the command line is. */
export function absoluteFile(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It names no file.');
  return path.resolve(text);
}

/** Says what was written. */
export function tellWritten(output: Output, file: string, done: { rows: number }): true {
  const written = { file, ...done };
  output.result({ written }, `${counted(written.rows, 'row')} in ${printable(file)}`);
  return true;
}
