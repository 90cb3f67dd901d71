import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache.mjs';
import { SetupError, step } from './report.mjs';
import { run } from './run.mjs';

/** What the file system of the image for tests is made of. */
const recipe = {
  suite: 'bookworm',
  variant: 'minbase',
  packages: ['ca-certificates', 'python3', 'python3-venv'],
  mirror: 'http://deb.debian.org/debian',
};

/** Changes whenever the image must be made anew. */
export const debianRecipe = createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 12);

/** Why the file system cannot be made on this machine, or undefined. */
export function debianObstacle() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root makes it with debootstrap';
  if (!existsSync('/usr/sbin/debootstrap')) return 'debootstrap is not installed';
  return undefined;
}

/**
 * The file system of a small Debian with Python, from Debian's packages alone: no registry of images is needed.
 * @returns {Promise<string>} path of its tar archive
 */
export async function ensureDebianArchive() {
  const obstacle = debianObstacle();
  if (obstacle !== undefined) throw new SetupError(`The image for tests cannot be made: ${obstacle}.`);
  const folder = await cached(`debian-${recipe.suite}-${debianRecipe}`, (staging) =>
    step('Making a small Debian for containers', () => makeArchive(staging)),
  );
  return join(folder, 'rootfs.tar');
}

/** @param {string} staging */
async function makeArchive(staging) {
  const root = join(staging, 'root');
  const failure = 'debootstrap could not make a small Debian';
  const include = `--include=${recipe.packages.join(',')}`;
  await run('debootstrap', [`--variant=${recipe.variant}`, include, recipe.suite, root, recipe.mirror], {
    failure,
  });
  // Found again in no container: lists and packages of the download.
  for (const name of ['var/cache/apt/archives', 'var/lib/apt/lists']) {
    rmSync(join(root, name), { recursive: true, force: true });
  }
  await run('tar', ['-C', root, '--one-file-system', '-cf', join(staging, 'rootfs.tar'), '.'], { failure });
  rmSync(root, { recursive: true, force: true });
}
