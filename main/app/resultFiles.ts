import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { app, dialog, shell } from 'electron';
import type { BrowserWindow } from 'electron';
import { EngineError } from '../../contract/index.ts';
import type { EngineHost } from './engineHost.ts';
import { openResult } from './openResult.ts';
import type { ShellHandlers } from './shellRequests.ts';

/** What people do with files that jobs left: save a copy, open one with the system's program for it. */
export function createResultHandlers(
  window: BrowserWindow,
  engine: EngineHost,
): Pick<ShellHandlers, 'shell.choose_target' | 'shell.save_result' | 'shell.open_result'> {
  const locate = (request: { application: string; run: string; path: string }) =>
    engine.ask((client) => client.request('runs.locate_file', request));
  async function chooseTarget(name: string): Promise<string | null> {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: path.join(app.getPath('documents'), name),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled || filePath === '' ? null : filePath;
  }
  return {
    async 'shell.choose_target'({ name }) {
      return { path: await chooseTarget(name) };
    },
    async 'shell.save_result'(request) {
      const located = await locate(request);
      const target = await chooseTarget(path.basename(located.path));
      if (target === null) return { path: null };
      try {
        await copyFile(located.path, target);
      } catch (cause) {
        throw new EngineError('disk-failed', `The file could not be copied to ${target}.`, { cause });
      }
      return { path: target };
    },
    async 'shell.open_result'(request) {
      const located = await locate(request);
      return openResult(located.path, shell);
    },
  };
}
