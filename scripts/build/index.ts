import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { withLock } from '../setup/lock.mjs';
import { bundles } from './bundles.ts';
import type { Bundle } from './bundles.ts';
import { inCheckout } from './checkout.ts';
import { fingerprint } from './fingerprint.ts';
import { packSample } from './sample.ts';

export { pageWeight } from './pageWeight.ts';
export type { PageWeight } from './pageWeight.ts';
export { fingerprint };

const stampName = '.fingerprint';

/**
 * Builds the bundles whose sources changed since the last build, and the patient of the guided tour; several builds at
 * once wait for each other.
 */
export async function buildBundles(): Promise<void> {
  const stale = bundles.filter((bundle) => !isFresh(bundle));
  await packSample();
  if (stale.length === 0) return;
  await withLock(`build of ${inCheckout()}`, async () => {
    for (const bundle of stale) await buildBundle(bundle);
  });
}

function isFresh(bundle: Bundle): boolean {
  const stamp = path.join(outFolder(bundle), stampName);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(bundle.sources);
}

/** Builds beside the old bundle and takes its place at the end: a build that fails or is killed leaves the old one. */
async function buildBundle(bundle: Bundle): Promise<void> {
  const before = fingerprint(bundle.sources);
  if (isFresh(bundle)) return;
  const start = performance.now();
  const staging = inCheckout('out', `.${bundle.name}-${randomUUID()}`);
  const mode = process.env['NODE_ENV'];
  // Whoever builds, a test for one: with another mode React's parts would not fit together.
  process.env['NODE_ENV'] = 'production';
  try {
    await build(bundle.config(staging));
    writeFileSync(path.join(staging, stampName), before);
    rmSync(outFolder(bundle), { recursive: true, force: true });
    renameSync(staging, outFolder(bundle));
  } finally {
    if (mode === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = mode;
    rmSync(staging, { recursive: true, force: true });
  }
  process.stderr.write(`[build] ${bundle.name}: ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
}

function outFolder(bundle: Bundle): string {
  return inCheckout('out', bundle.name);
}
