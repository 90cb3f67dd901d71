// @vitest-environment happy-dom
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { openPdf } from './pdf.ts';

const beside = createRequire(import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs'));
/** What pdf.js brings itself: here it works without a worker, and draws on its canvas for Node. */
const brought = (name: string): unknown => beside(name);
Object.assign(globalThis, { pdfjsWorker: brought('./pdf.worker.mjs') });
const { createCanvas } = brought('@napi-rs/canvas') as {
  createCanvas: (width: number, height: number) => HTMLCanvasElement;
};

/** A document of pages with many rectangles each, which take a while to be drawn, and a word. */
function pdfOf(words: readonly string[]): Uint8Array {
  const squares = Array.from({ length: 4000 }, (_, at) => `${at % 500} ${at % 700} 9 9 re f`).join('\n');
  const pages = words.map((_, at) => `${3 + at * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages}] /Count ${words.length} >>`,
    ...words.flatMap((word, at) => {
      const drawn = `${squares}\nBT /F1 24 Tf 60 700 Td (${word}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents ${4 + at * 2} 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
  ];
  const body = objects.map((text, at) => `${at + 1} 0 obj\n${text}\nendobj\n`).join('');
  return new TextEncoder().encode(
    `%PDF-1.4\n${body}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\n%%EOF\n`,
  );
}

test('who pages on while a page is drawn sees the last one, and those between are given up', async () => {
  const pdf = await openPdf(pdfOf(['one', 'two', 'three']));
  const canvas = createCanvas(1, 1);
  const leaving = new AbortController();
  const passed = [1, 2].map((page) => pdf.draw(page, canvas, 600, leaving.signal));
  const last = pdf.draw(3, canvas, 600, new AbortController().signal);
  leaving.abort();
  const outcomes = await Promise.allSettled(passed);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await last).toBe('three');
  expect([canvas.width, canvas.height]).toEqual([600, 800]);
  // Without being given up, they are drawn one after the other.
  const { signal } = new AbortController();
  expect(await Promise.all([1, 2, 1].map((page) => pdf.draw(page, canvas, 300, signal)))).toEqual([
    'one',
    'two',
    'one',
  ]);
  pdf.close();
});
