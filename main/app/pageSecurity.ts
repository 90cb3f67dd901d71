import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { app, protocol, session } from 'electron';
import { pageFile } from './pageFiles.ts';
import { objectScheme } from '../../contract/index.ts';
import { answerObject } from './objects/index.ts';
import type { LocateObject } from './objects/index.ts';
import { isOwnPage, mayRequest, mayUse, pageOrigin, pageScheme, policyFor } from './policy.ts';

/**
 * Makes the page's scheme one that scripts and storage work in, and that of objects one that is fetched from and
 * nothing else. Before the program is ready.
 */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: pageScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
    {
      scheme: objectScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
    },
  ]);
}

/**
 * Serves the page's files, and the objects that it asks for by address, to a page that gets no permission and reaches
 * no network.
 */
export function guardPage(folder: string, locate: LocateObject): void {
  protocol.handle(pageScheme, ({ url }) => serve(folder, url));
  protocol.handle(objectScheme, (request) => answerObject(request, { locate, page: pageOrigin }));
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_page, permission, answer) => answer(mayUse(permission)));
  defaultSession.setPermissionCheckHandler((_page, permission) => mayUse(permission));
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayRequest(url) }));
  defaultSession.on('will-download', (event) => event.preventDefault());
}

/** No page of ours ever leaves itself, opens another or embeds one. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-navigate', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
  });
}

async function serve(folder: string, url: string): Promise<Response> {
  const found = pageFile(path.resolve(folder), url, pageOrigin);
  if (found === null) return new Response(null, { status: 404 });
  try {
    return new Response(new Uint8Array(await readFile(found.file)), {
      headers: {
        'content-type': found.contentType,
        'content-security-policy': policyFor(url),
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      },
    });
  } catch {
    // A page asks only for what its build has; what is missing is missing.
    return new Response(null, { status: 404 });
  }
}
