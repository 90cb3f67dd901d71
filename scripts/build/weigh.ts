import { inCheckout } from './checkout.ts';
import { buildBundles, pageWeight } from './index.ts';

/** Of all scripts that the page loads before its first view is shown, packed by gzip. */
const mostKb = 500;

await buildBundles();
const { startKb, wholeKb, largest } = pageWeight(inCheckout('out', 'renderer'));
const files = largest.map(({ name, kb }) => `${name} ${kb.toFixed(0)} KB`).join(', ');
console.log(
  `The page loads ${startKb.toFixed(0)} KB at its start, of at most ${mostKb}: ${files}. ` +
    `With every view but the viewer: ${wholeKb.toFixed(0)} KB.`,
);
process.exitCode = startKb > mostKb ? 1 : 0;
