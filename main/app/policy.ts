/** What the page may do. Pure, so that every rule is tested. */
import { objectOrigin } from '../../contract/index.ts';

/** The page's own origin: a scheme of its own, so that it shares nothing with any site or file. */
export const pageOrigin = 'app://dcm-processor';
export const pageScheme = 'app';
export const pageUrl = `${pageOrigin}/index.html`;

/**
 * Sent with every file of the page: its own files only, no inline code, no inline style, nothing from outside. Bytes of
 * images and results are fetched from `objectOrigin`, from which no script, style, frame or worker is taken.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  `connect-src 'self' ${objectOrigin}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Sent with the worker that decodes pixel data, which is ruled by its own policy and not by that of the page: JPEG,
 * JPEG-LS, JPEG 2000 and HTJ2K are decoded by WebAssembly of the page's own files. It reaches nothing else, and text is
 * code nowhere.
 */
const decoderPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
].join('; ');

/** As the build names the file of that worker, beside the other scripts. */
const decoderFile = /^\/assets\/decodeImageFrameWorker-[\w-]+\.js$/;

/** The policy that is sent with a file of the page. */
export function policyFor(url: string): string {
  const parsed = parse(url);
  return parsed !== null && decoderFile.test(parsed.pathname) ? decoderPolicy : contentSecurityPolicy;
}

/** Whether a URL is one of our page; its fragment is the page's own affair. */
export function isOwnPage(url: string): boolean {
  const parsed = parse(url);
  return (
    parsed !== null &&
    `${parsed.protocol}//${parsed.host}` === pageOrigin &&
    parsed.pathname === '/index.html'
  );
}

/** Whether a request may leave the page: for its own files, for objects, or for what it made itself. */
export function mayRequest(url: string): boolean {
  const parsed = parse(url);
  if (parsed === null) return false;
  if (parsed.protocol === 'data:' || parsed.protocol === 'devtools:') return true;
  if (parsed.protocol === 'blob:') return parsed.pathname.startsWith(`${pageOrigin}/`);
  const origin = `${parsed.protocol}//${parsed.host}`;
  return origin === pageOrigin || origin === objectOrigin;
}

/** Whether the page is given one of Chromium's permissions: writing text to the clipboard, nothing else. */
export function mayUse(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

/**
 * Endings of files that a job may leave and that are opened with the system's program for them. All others may be
 * programs or scripts: they are only shown in their folder.
 */
const shownEndings =
  /\.(?:png|jpe?g|gif|bmp|tiff?|webp|pdf|txt|log|md|csv|tsv|json|nii|nii\.gz|dcm|nrrd|mha|mhd|stl|docx|xlsx|odt|ods)$/i;

/** Whether opening a result file shows it, and runs nothing. */
export function isShownByPrograms(file: string): boolean {
  return shownEndings.test(file);
}
