import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/**
 * Stands in for what an official Electron starts a project's folder with (`electron FOLDER`).
 * `-r FILE` comes from Playwright, which hooks in before the project's code.
 */
const rest = process.argv.slice(1);
const preloaded = [];
for (let at = rest.indexOf('-r'); at >= 0; at = rest.indexOf('-r'))
  preloaded.push(...rest.splice(at, 2).slice(1));
const folder = resolve(rest.find((argument) => !argument.startsWith('-')) ?? '.');
const manifest = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8'));

process.defaultApp = true;
app.setAppPath(folder);
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
for (const file of preloaded) await import(pathToFileURL(file).href);
await import(pathToFileURL(resolve(folder, manifest.main)).href);
