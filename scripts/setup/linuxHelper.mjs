import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from './paths.mjs';
import { say } from './report.mjs';

const source = inRoot('native', 'linux', 'linux.c');
const headers = inRoot('node_modules', 'node-api-headers', 'include');
const folder = inRoot('node_modules', '.cache', 'dcm-processor', 'native');
/** Where the engine looks for it, and from where it gets into a package. */
const binary = join(folder, 'linux.node');
const stampFile = join(folder, 'linux.json');

/**
 * Compiles the helper that makes reception fast (native/linux), where there is a C compiler. It is optional:
 * without it everything works, and the door says so.
 */
export function ensureLinuxHelper() {
  if (process.platform !== 'linux') return;
  const stamp = `${createHash('sha256').update(readFileSync(source)).digest('hex')} ${process.arch}\n`;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  mkdirSync(dirname(binary), { recursive: true });
  // Under its name only when it is complete: another process may be loading it.
  const made = `${binary}.${process.pid}`;
  const outcome = spawnSync(
    process.env['CC'] ?? 'cc',
    ['-O2', '-Wall', '-shared', '-fPIC', '-DNAPI_VERSION=8', `-I${headers}`, '-o', made, source],
    { encoding: 'utf8' },
  );
  if (outcome.status === 0) {
    renameSync(made, binary);
  } else {
    rmSync(made, { force: true });
    rmSync(binary, { force: true });
    say('The helper for fast reception was not built: it needs a C compiler (on Debian: gcc, libc6-dev).');
  }
  // Tried once for each version of it; a missing compiler is no reason to try with every command.
  writeFileSync(stampFile, stamp);
}
