import path from 'node:path';

/** Types of the files that a built page has. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * The file below `folder` that a URL of the page means, or null when it means none: another origin's, a path that
 * leads out of the folder, a type that no page has.
 */
export function pageFile(
  folder: string,
  url: string,
  origin: string,
): { file: string; contentType: string } | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== origin) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (/[\0\\:]/.test(decoded)) return null;
  const file = path.join(folder, decoded);
  const contentType = contentTypes[path.extname(file)];
  if (contentType === undefined || !file.startsWith(folder + path.sep)) return null;
  return { file, contentType };
}
