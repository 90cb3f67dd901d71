import { useEffect, useRef, useState } from 'react';
import { IconChevronLeft, IconChevronRight } from '../../icons/index.ts';
import type { ImagingModule } from '../../images/index.ts';
import type { ObjectFile, PdfDocument } from '../../imaging/index.ts';
import { texts } from '../../texts/index.ts';
import { Problem } from './Problem.tsx';
import { ToolButton } from './ToolButton.tsx';
import { problemOf } from './problemOf.ts';
import type { ViewProblem } from './problemOf.ts';
import styles from './PdfPane.module.css';

const words = texts.viewer;

/** What became of drawing a page: its words, or what is wrong with it. The others can still be gone to. */
interface DrawnPage {
  page: number;
  text: string;
  problem: ViewProblem | null;
}

/** A document in an object, page by page. */
export function PdfPane({ imaging, file }: { imaging: ImagingModule; file: ObjectFile }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pdf, setPdf] = useState<PdfDocument | null>(null);
  const [page, setPage] = useState(1);
  const [drawn, setDrawn] = useState<DrawnPage | null>(null);
  const [problem, setProblem] = useState<ViewProblem | null>(null);

  useEffect(() => {
    let isLeft = false;
    let opened: PdfDocument | null = null;
    const fail = (cause: unknown) => {
      if (!isLeft) setProblem(problemOf(cause));
    };
    imaging.openPdf(imaging.encapsulatedBytes(file.dataSet)).then((found) => {
      opened = found;
      if (isLeft) found.close();
      else setPdf(found);
    }, fail);
    return () => {
      isLeft = true;
      opened?.close();
    };
  }, [imaging, file]);

  useEffect(() => {
    const place = canvas.current;
    if (pdf === null || place === null) return undefined;
    const leaving = new AbortController();
    const { signal } = leaving;
    pdf.draw(page, place, place.clientWidth, signal).then(
      (text) => {
        if (!signal.aborted) setDrawn({ page, text, problem: null });
      },
      (cause: unknown) => {
        if (!signal.aborted) setDrawn({ page, text: '', problem: problemOf(cause) });
      },
    );
    return () => leaving.abort();
  }, [pdf, page]);

  if (problem !== null) return <Problem problem={problem} />;
  const now = drawn?.page === page ? drawn : null;
  return (
    <div className={styles.pdf}>
      {/* Long pages scroll, and are scrolled by keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className={styles.sheet} tabIndex={0} aria-label={words.document}>
        {now?.problem != null && <Problem problem={now.problem} />}
        {/* What is drawn on a canvas is no file that an image could show. */}
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
        <canvas ref={canvas} className={styles.page} role="img" aria-label={now?.text || words.document} />
      </section>
      {pdf !== null && (
        <div className={styles.bar}>
          <ToolButton
            label={words.previousPage}
            Shape={IconChevronLeft}
            isDisabled={page === 1}
            onClick={() => setPage(page - 1)}
          />
          <span>{words.page(page, pdf.pages)}</span>
          <ToolButton
            label={words.nextPage}
            Shape={IconChevronRight}
            isDisabled={page === pdf.pages}
            onClick={() => setPage(page + 1)}
          />
        </div>
      )}
    </div>
  );
}
