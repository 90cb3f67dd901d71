import path from 'node:path';
import { InvalidArgumentError } from 'commander';

/** A number of the command line, for `option(flags, description, number)`. */
export function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It is no number.');
  return value;
}

/** A whole number of the command line, zero or more. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It is no whole number.');
  return Number(text);
}

/** A folder of the command line. Nothing written is no folder: it would be the one that somebody happens to be in. */
export function absoluteFolder(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It names no folder.');
  return path.resolve(text);
}

/** What stands between commas, without empty ones. */
export function listIn(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
