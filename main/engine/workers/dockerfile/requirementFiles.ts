import { readFileSync } from 'node:fs';
import path from 'node:path';
import { finding } from '../../../../contract/index.ts';
import type { Finding } from '../../../../contract/index.ts';
import { filesBelow } from '../folder/files.ts';
import type { WorkerFile } from '../folder/files.ts';

/** One requirement as it stands in a file. */
export interface RequirementLine {
  file: string;
  /** 1-based. */
  line: number;
  text: string;
  /** Name of the package, as pip compares names; null for an option or a path. */
  packageName: string | null;
}

/** What requirements files say, and which files of the worker folder pip reads with them. */
export interface Requirements {
  lines: RequirementLine[];
  /** Files and folders of the worker folder, relative to it. */
  needed: string[];
  findings: Finding[];
}

/** Options of requirements files that name a file or folder; the first ones are requirements files themselves. */
const otherFileOptions = ['-r', '--requirement', '-c', '--constraint'];
const pathOptions = new Set([...otherFileOptions, '-f', '--find-links', '-e', '--editable']);

/** Reads requirements files with all that they include. Runs nothing and reads nothing outside of the folder. */
export function readRequirements(files: readonly WorkerFile[], named: readonly string[]): Requirements {
  const result: Requirements = { lines: [], needed: [], findings: [] };
  const seen = new Set<string>();

  function need(relative: string): boolean {
    if (filesBelow(files, relative).length === 0) return false;
    if (!result.needed.includes(relative)) result.needed.push(relative);
    return true;
  }
  /** The path in the worker folder that a line means, or null for what is not there. */
  function resolve(given: string, from: string): string | null {
    const inSettings = given.replace(/^file:\/\//, '').replace(/^\/settings\//, './');
    if (inSettings.startsWith('/') || /^[a-z][a-z+]*:/i.test(inSettings)) return null;
    for (const base of [path.posix.dirname(from), '.']) {
      const candidate = path.posix.normalize(path.posix.join(base, inSettings.replace(/\[[^\]]*\]$/, '')));
      if (candidate !== '.' && !candidate.startsWith('..') && need(candidate.replace(/\/$/, '')))
        return candidate.replace(/\/$/, '');
    }
    return null;
  }
  function read(relative: string): void {
    if (seen.has(relative)) return;
    seen.add(relative);
    const file = files.find((one) => one.relative === relative);
    if (file === undefined) return;
    for (const { line, text } of logicalLines(readFileSync(file.absolute, 'utf8'))) {
      const local = text.startsWith('-') ? undefined : pathIn(text);
      const isPackage = !text.startsWith('-') && local === undefined;
      result.lines.push({ file: relative, line, text, packageName: isPackage ? packageIn(text) : null });
      if (local !== undefined) resolve(local, relative);
      for (const { option, value } of optionsIn(text)) {
        const found = resolve(value, relative);
        if (!otherFileOptions.includes(option)) continue;
        if (found !== null) read(found);
        else if (!/^(?:\/|[a-z]+:)/i.test(value)) {
          const message = `The file ${value} that it includes is missing.`;
          result.findings.push(finding('error', 'requirements-missing', message, { file: relative, line }));
        }
      }
    }
  }
  for (const name of named) {
    const relative = path.posix.normalize(name);
    if (need(relative)) read(relative);
    else
      result.findings.push(
        finding('error', 'requirements-missing', `The requirements file ${relative} is missing.`, {
          file: relative,
        }),
      );
  }
  return result;
}

/** Lines as pip joins them, without comments; numbered by their first line. */
function logicalLines(text: string): { line: number; text: string }[] {
  const lines: { line: number; text: string }[] = [];
  let open: { line: number; text: string } | null = null;
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((raw, index) => {
      const continues = raw.endsWith('\\') && !/^\s*#/.test(raw);
      const part = (continues ? raw.slice(0, -1) : raw).replace(/(^|\s)#.*$/, '');
      open = open === null ? { line: index + 1, text: part } : { line: open.line, text: open.text + part };
      if (continues) return;
      if (open.text.trim() !== '') lines.push({ line: open.line, text: open.text.trim() });
      open = null;
    });
  return lines;
}

/** Options of a line that name files, each with its value: `--no-index --find-links wheels` has one. */
function optionsIn(text: string): { option: string; value: string }[] {
  if (!text.startsWith('-')) return [];
  const words = (text.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []).map((word) =>
    word.replace(/^(["'])(.*)\1$/, '$2'),
  );
  return words.flatMap((word, index) => {
    const [, option = word, joined] = /^(--[a-z-]+)=(.*)$|^$/.exec(word) ?? [];
    const short = /^(-[rcfe])(.+)$/.exec(word);
    const value = joined ?? short?.[2] ?? words[index + 1];
    const name = short?.[1] ?? option;
    return pathOptions.has(name) && value !== undefined && value !== '' ? [{ option: name, value }] : [];
  });
}

/** The local file or folder that a requirement is, such as `./wheels/one.whl` or `name @ file:///settings/one`. */
function pathIn(text: string): string | undefined {
  const direct = /^[^@\s]+\s*@\s*(file:\/\/\S+)/.exec(text)?.[1];
  if (direct !== undefined) return direct;
  const first = text.split(/\s*;|\s+--/)[0]?.trim() ?? '';
  return /^\.{0,2}\/|\.(?:whl|zip|tar\.gz)$/.test(first) && !/^[a-z][a-z+]*:/i.test(first)
    ? first
    : undefined;
}

function packageIn(text: string): string | null {
  const name = /^[A-Za-z0-9][A-Za-z0-9._-]*(?!:)(?![A-Za-z0-9._-])/.exec(text)?.[0];
  return name === undefined ? null : comparableName(name);
}

/** A package name as pip compares it (PEP 503). */
export function comparableName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
