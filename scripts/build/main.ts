import { buildBundles } from './index.ts';

await buildBundles();
