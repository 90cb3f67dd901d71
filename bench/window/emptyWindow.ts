import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The least that Electron can show: one window with one word, as a page of its own. */
const main = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'));
app.on('window-all-closed', () => app.quit());
`;

/** Writes the program into an existing folder. */
export async function writeEmptyProgram(folder: string): Promise<void> {
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.js' }),
  );
  await writeFile(path.join(folder, 'main.js'), main);
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>Empty</title><h1>Empty</h1>');
}
