/** What the page may do. Pure, so that every rule is tested. */

/** The page's own origin: a scheme of its own, so that it shares nothing with any site or file. */
export const pageOrigin = 'app://dcm-processor';
export const pageScheme = 'app';
export const pageUrl = `${pageOrigin}/index.html`;

/** Sent with every file of the page: its own files only, no inline code, no inline style, nothing from outside. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Whether a URL is one of our page; its fragment is the page's own affair. */
export function isOwnPage(url: string): boolean {
  const parsed = parse(url);
  return (
    parsed !== null &&
    `${parsed.protocol}//${parsed.host}` === pageOrigin &&
    parsed.pathname === '/index.html'
  );
}

/** Whether a request may leave the page: for its own files, or for what it made itself. */
export function mayRequest(url: string): boolean {
  const parsed = parse(url);
  if (parsed === null) return false;
  if (parsed.protocol === 'data:' || parsed.protocol === 'devtools:') return true;
  if (parsed.protocol === 'blob:') return parsed.pathname.startsWith(`${pageOrigin}/`);
  return `${parsed.protocol}//${parsed.host}` === pageOrigin;
}

/** Whether the page is given one of Chromium's permissions: writing text to the clipboard, nothing else. */
export function mayUse(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
