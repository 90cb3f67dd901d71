import type { DataSet } from 'dicom-parser';
import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { ImageProblem } from '../imageProblem.ts';

/** A document of pages that can be drawn. */
export interface PdfDocument {
  pages: number;
  /**
   * Draws a page, when those before it are drawn or given up.
   * @param width in pixels of the page
   * @param signal gives it up, also while it is drawn
   * @returns the words on it, for those who hear them
   */
  draw(page: number, canvas: HTMLCanvasElement, width: number, signal: AbortSignal): Promise<string>;
  close(): void;
}

/** The encapsulated document of an object (PS3.3 C.24.2), or null where it holds none. */
export function encapsulatedBytes(dataSet: DataSet): Uint8Array | null {
  const element = dataSet.elements.x00420011;
  if (element === undefined || element.length <= 0) return null;
  return dataSet.byteArray.slice(element.dataOffset, element.dataOffset + element.length);
}

/**
 * Opens a PDF in a worker, with no script of the document, no code made of text and nothing fetched. Chromium's own
 * viewer would need plug-ins and frames, which the page does without.
 * @throws ImageProblem
 */
export async function openPdf(bytes: Uint8Array | null): Promise<PdfDocument> {
  if (bytes === null) throw new ImageProblem('unreadable', 'The object holds no document.');
  GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/legacy/build/pdf.worker.min.mjs', import.meta.url).href;
  const opening = getDocument({
    data: bytes,
    useWasm: false,
    useSystemFonts: true,
    disableAutoFetch: true,
    stopAtErrors: false,
  });
  let document: PDFDocumentProxy;
  try {
    document = await opening.promise;
  } catch (cause) {
    throw new ImageProblem('unreadable', cause instanceof Error ? cause.message : String(cause));
  }
  // A canvas takes one page at a time.
  let last: Promise<unknown> = Promise.resolve();
  return {
    pages: document.numPages,
    draw(number, canvas, width, signal) {
      const drawn = last.then(() => drawPage(document, number, { canvas, width, signal }));
      last = drawn.catch(() => undefined);
      return drawn;
    },
    close: () => void opening.destroy(),
  };
}

async function drawPage(
  document: PDFDocumentProxy,
  number: number,
  { canvas, width, signal }: { canvas: HTMLCanvasElement; width: number; signal: AbortSignal },
): Promise<string> {
  signal.throwIfAborted();
  const page = await document.getPage(number);
  signal.throwIfAborted();
  const dense = window.devicePixelRatio;
  const scale = (width / page.getViewport({ scale: 1 }).width) * dense;
  const viewport = page.getViewport({ scale });
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  const drawing = page.render({ canvas, viewport });
  const giveUp = () => drawing.cancel();
  signal.addEventListener('abort', giveUp);
  try {
    await drawing.promise;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  const { items } = await page.getTextContent();
  return items.map((item) => ('str' in item ? item.str : '')).join(' ');
}
