import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { viewsOf } from '../../e2e/looks/views.ts';
import { buildBundles } from '../build/index.ts';
import { ensureElectron, inRoot } from '../setup/index.mjs';
import { runTool, startVirtualDisplay } from '../test/index.ts';
import { smallPicture } from './smallPicture.ts';

const folder = inRoot('e2e', 'looks', 'references');

const { version } = await ensureElectron();
await buildBundles();
const display = process.platform === 'linux' ? await startVirtualDisplay() : undefined;
const playwright = ['test', 'e2e/looks', '--update-snapshots=changed', ...process.argv.slice(2)];
let code: number | null;
try {
  ({ code } = await runTool('node_modules/@playwright/test/cli.js', playwright, {
    ...process.env,
    ...(display && { DISPLAY: display.name }),
  }));
} finally {
  await display?.stop();
}

const { platform, arch } = process;
const madeOn = { electron: version, platform, arch };
// Where a view was not drawn, pictures of the one before are left: they are not of this system.
if (code === 0) writeFileSync(path.join(folder, 'madeOn.json'), `${JSON.stringify(madeOn, null, 2)}\n`);
const known = new Set(
  Object.values(viewsOf)
    .flat()
    .map(({ name }) => name),
);
let bytes = 0;
for (const name of readdirSync(folder).filter((file) => file.endsWith('.png'))) {
  const file = path.join(folder, name);
  if (!known.has(name.replace(/-(?:light|dark)-\d+\.png$/, ''))) {
    rmSync(file);
    continue;
  }
  const picture = readFileSync(file);
  const small = smallPicture(picture);
  if (small !== null) writeFileSync(file, small);
  bytes += (small ?? picture).length;
}
console.log(`The pictures have ${(bytes / 1e6).toFixed(1)} MB. Look at those that changed.`);
process.exitCode = code ?? 1;
