import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { finding } from '../../../contract/index.ts';
import type { Finding } from '../../../contract/index.ts';
import { isInside } from '../context/index.ts';

/** More files than this are no service but data that lies in its folder. */
const mostFiles = 20_000;
/** Folders that are no part of a service, however much is in them. */
const versionControl = new Set(['.git', '.hg', '.svn']);
/** Links that are told one by one. */
const mostLinks = 20;

/** What is unusual about the files that would be installed: links out of the folder or to nowhere, and very many files. */
export function findingsOfFiles(folder: string): Finding[] {
  const findings: Finding[] = [];
  const root = realpathSync(folder);
  let count = 0;

  function walk(absolute: string, relative: string, ancestors: readonly string[]): void {
    for (const name of readdirSync(absolute).sort()) {
      count += 1;
      if (count > mostFiles) return;
      const child = path.join(absolute, name);
      const shown = `${relative}/${name}`;
      const found = statSync(child, { throwIfNoEntry: false });
      // Below a link that leads out, everything is outside.
      const isOwn = isInside(realpathSync(absolute), root);
      if (isOwn && lstatSync(child).isSymbolicLink()) noteLink(child, shown, found !== undefined);
      if (found?.isDirectory() !== true || versionControl.has(name)) continue;
      const real = realpathSync(child);
      if (!ancestors.includes(real)) walk(child, shown, [...ancestors, real]);
    }
  }
  function noteLink(link: string, shown: string, isThere: boolean): void {
    if (findings.length >= mostLinks || (isThere && isInside(realpathSync(link), root))) return;
    const place = { file: shown };
    findings.push(
      isThere
        ? finding(
            'warning',
            'link-outside',
            'The link leads out of the folder; what it leads to is copied.',
            place,
          )
        : finding('warning', 'link-dangling', 'The link leads nowhere, and is left out.', place),
    );
  }

  for (const part of ['registry', 'module']) {
    const start = path.join(root, part);
    if (statSync(start, { throwIfNoEntry: false })?.isDirectory() === true)
      walk(start, part, [root, realpathSync(start)]);
  }
  if (count > mostFiles) {
    const advice = 'Keep data elsewhere; models of a few large files are fine.';
    findings.push(
      finding('error', 'too-many-files', `The service has more than ${mostFiles} files.`, { advice }),
    );
  }
  return findings;
}
