import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { linkScheme } from '../contract/index.ts';
import { inRoot } from './setup/index.mjs';

/** What packages tell each system about files, folders and links that the program opens. */
const config = z
  .object({
    protocols: z.array(z.object({ schemes: z.array(z.string()) })),
    fileAssociations: z.array(z.object({ ext: z.string(), mimeType: z.string() })),
    linux: z.object({ mimeTypes: z.array(z.string()) }),
    nsis: z.object({ include: z.string() }),
    mac: z.object({
      extendInfo: z.object({
        CFBundleDocumentTypes: z.array(z.object({ LSItemContentTypes: z.array(z.string()) })),
      }),
    }),
  })
  .parse(parse(readFileSync(inRoot('electron-builder.yml'), 'utf8')));

test('packages offer the program for DICOM files, folders and links on every system', () => {
  expect(config.protocols.flatMap(({ schemes }) => schemes)).toEqual([linkScheme]);
  expect(config.fileAssociations).toContainEqual(
    expect.objectContaining({ ext: 'dcm', mimeType: 'application/dicom' }),
  );
  expect(config.linux.mimeTypes).toContain('inode/directory');
  expect(config.mac.extendInfo.CFBundleDocumentTypes.flatMap((type) => type.LSItemContentTypes)).toContain(
    'public.folder',
  );
});

test('what the installer of Windows adds to context menus, the uninstaller removes', () => {
  const script = readFileSync(inRoot(config.nsis.include), 'utf8');
  const [, install = '', remove = ''] =
    /!macro customInstall\n([\s\S]*?)!macroend[\s\S]*!macro customUnInstall\n([\s\S]*?)!macroend/.exec(
      script,
    ) ?? [];
  const keys = (text: string) => [...text.matchAll(/\$\{(\w+_KEY)\}/g)].map(([, key]) => key);
  expect(keys(install)).toEqual(['FOLDER_KEY', 'DISC_KEY']);
  expect(keys(remove)).toEqual(keys(install));
  for (const [, path] of script.matchAll(/!define \w+_KEY "(.*)"/g))
    expect(path).toMatch(/^Software\\Classes\\(Directory|Drive)\\shell\\DCMProcessor$/);
});
