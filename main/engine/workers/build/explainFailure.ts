import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildProblem } from '../../../../contract/index.ts';
import { failureMark } from '../dockerfile/buildScripts.ts';
import { comparableName } from '../dockerfile/requirementFiles.ts';
import type { Layout } from '../dockerfile/layout.ts';

/** Lines of output that are looked through for the cause. */
const lastLines = 400;

/** What is known of a build that failed. */
export interface FailedBuild {
  /** Line of the Dockerfile that failed. */
  step: string;
  /** What that step said, line by line. */
  output: readonly string[];
  /** What the builder itself said. */
  details: string;
}

/** Finds the line of the user's own script or requirements file that made a build fail. */
export function explainFailure(layout: Layout, { step, output, details }: FailedBuild): BuildProblem {
  const lines = output.slice(-lastLines);
  return (
    inScript(layout, lines) ??
    inRequirements(layout, step, lines) ?? {
      message: `The step "${shortened(step)}" failed: ${lastWords(lines) ?? details}`,
      file: null,
      line: null,
      text: null,
    }
  );
}

function inScript(layout: Layout, lines: readonly string[]): BuildProblem | null {
  for (const line of [...lines].reverse()) {
    const syntax = /^\/settings\/(.+): line (\d+): (.*(?:syntax error|unexpected).*)$/.exec(line);
    if (syntax !== null) return scriptProblem(layout, syntax[1] ?? '', Number(syntax[2]), syntax[3] ?? '');
  }
  const at = lines.findLastIndex((line) => line.startsWith(failureMark));
  const [, file = '', line = '', status = ''] =
    /^(.*):(\d+):(\d+)$/.exec(lines[at]?.slice(failureMark.length) ?? '') ?? [];
  if (file === '') return null;
  const said = lastWords(lines.slice(0, at));
  return scriptProblem(
    layout,
    file.replace(/^\/settings\//, ''),
    Number(line),
    `it ended with exit code ${status}${said === null ? '' : `: ${said}`}`,
  );
}

function scriptProblem(layout: Layout, file: string, line: number, why: string): BuildProblem {
  const known = layout.shared.find(({ relative }) => relative === file);
  const text = known === undefined ? null : lineOf(known.absolute, line);
  const quoted = text === null ? '' : ` ("${shortened(text)}")`;
  return { message: `${file}, line ${line}${quoted} failed: ${why}`, file, line, text };
}

/** The requirement that pip could not install; pip tells of it in several ways. */
function inRequirements(layout: Layout, step: string, lines: readonly string[]): BuildProblem | null {
  const environment = layout.environments.find(({ name }) =>
    step.includes(`/environments/${name}/bin/python -m pip`),
  );
  if (environment === undefined || !step.includes(' -r ')) return null;
  const known = environment.requirements.lines;
  const said =
    lines.findLast((line) => /^\s*ERROR: (?!Command errored|No matching distribution)/.test(line)) ??
    lastWords(lines) ??
    '';
  const message = said.trim().replace(/^ERROR: /, '');
  const problemAt = (found: { file: string; line: number; text: string }): BuildProblem => ({
    message: `${found.file}, line ${found.line} ("${shortened(found.text)}") cannot be installed into the environment "${environment.name}": ${message}`,
    file: found.file,
    line: found.line,
    text: found.text,
  });
  // Told with file and line: `(from line 3 of a.txt)`, `(from -r a.txt (line 3))`, `(from b->-r a.txt (line 3))`.
  const errors = lines.filter((line) => /ERROR|error:/.test(line));
  for (const line of errors.reverse()) {
    const [, lineFirst, ofFile, file, lineLast] =
      /\(?from line (\d+) of ([^()]+?)\)?$|-r ([^()]+?) \(line (\d+)\)/.exec(line.trim()) ?? [];
    const number = Number(lineFirst ?? lineLast);
    const name = path.posix.normalize((ofFile ?? file ?? '').replace(/^\/settings\//, ''));
    const found = known.find((one) => one.file === name && one.line === number);
    if (found !== undefined) return problemAt(found);
  }
  for (const line of errors) {
    const found = known.find(({ packageName }) => packageName !== null && namesPackage(line, packageName));
    if (found !== undefined) return problemAt(found);
    const option = known.find(
      ({ text }) => text.startsWith('-') && line.includes(text.split(/[\s=]+/)[1] ?? text),
    );
    if (option !== undefined) return problemAt(option);
  }
  // A dependency: what pip collected last was for this line.
  const collected = lines.findLast((line) => /^\s*(?:Collecting|Processing|Building wheel for) /.test(line));
  const last = known.find(
    ({ packageName }) =>
      packageName !== null && collected !== undefined && namesPackage(collected, packageName),
  );
  return last === undefined ? null : problemAt(last);
}

function namesPackage(line: string, packageName: string): boolean {
  return (line.match(/[A-Za-z0-9][A-Za-z0-9._-]*/g) ?? []).some(
    (word) => comparableName(word) === packageName,
  );
}

function lineOf(file: string, line: number): string | null {
  return readFileSync(file, 'utf8').split(/\r?\n/)[line - 1]?.trim() ?? null;
}

function lastWords(lines: readonly string[]): string | null {
  return (
    lines
      .findLast((line) => line.trim() !== '' && !line.startsWith(failureMark) && !line.includes('WARNING:'))
      ?.trim() ?? null
  );
}

const shortened = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}…` : text);
