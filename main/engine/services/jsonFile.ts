import { readFileSync, statSync } from 'node:fs';

/** A settings.json beyond this size is no settings file; in bytes. */
const largestSettings = 4 * 1024 * 1024;
/** Lists and objects within each other. */
const deepest = 100;

/** What a settings.json holds, or why it cannot be read; `line` is 1-based, where known. */
export type JsonFile =
  | { value: unknown; text: string }
  | { problem: string; code: string; line: number | null };

/**
 * Reads a settings.json that a researcher wrote.
 * @param purpose what it is for, said where it is missing: `It names the jobs of the service.`
 */
export function readJsonFile(file: string, purpose: string): JsonFile {
  let text: string;
  try {
    const found = statSync(file);
    // A pipe or device would be read without end.
    if (!found.isFile()) return { problem: 'It is no file.', code: 'file-unreadable', line: null };
    if (found.size > largestSettings)
      return { problem: 'The file is too large to be a settings file.', code: 'file-too-large', line: null };
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    return {
      code: missing ? 'file-missing' : 'file-unreadable',
      problem: missing ? `The file is missing. ${purpose}` : `The file cannot be read: ${String(cause)}`,
      line: null,
    };
  }
  text = text.replace(/^\uFEFF/, '');
  if (isTooDeep(text)) {
    return {
      problem: 'The file has lists and objects within each other without end.',
      code: 'json-too-deep',
      line: null,
    };
  }
  try {
    return { value: JSON.parse(text), text };
  } catch (cause) {
    const line = lineOfJsonError(text, cause);
    return { problem: `The file is not valid JSON: ${saidOfJson(cause)}.`, code: 'json-invalid', line };
  }
}

/** Whether brackets are opened in it deeper than any settings need: what reads values one within the other would fail. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isInText) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) isInText = false;
    } else if (code === 0x22) isInText = true;
    else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

/** What V8 says of a JSON syntax error, without the line and what is told around it. */
function saidOfJson(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message
    .replace(/ (?:in JSON )?at position \d+ \(line \d+ column (\d+)\)$/, ' at column $1')
    .replace(/(, .*) is not valid JSON$/s, '$1');
}

/** 1-based line of a JSON syntax error, from the position that V8 tells. */
function lineOfJsonError(text: string, cause: unknown): number | null {
  const message = cause instanceof Error ? cause.message : '';
  const told = /line (\d+)/.exec(message)?.[1];
  if (told !== undefined) return Number(told);
  const position = /position (\d+)/.exec(message)?.[1];
  return position === undefined ? null : text.slice(0, Number(position)).split('\n').length;
}
