import { ActionIcon } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { IconChevronLeft, IconChevronRight } from '../icons/index.ts';
import type { PdfDocument } from '../imaging/documents/index.ts';
import { texts } from '../texts/index.ts';
import styles from './FilePreview.module.css';

const words = texts.previews;

/** A document, page by page; what draws it is loaded when there is one. */
export function PdfPreview({ bytes }: { bytes: ArrayBuffer }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pdf, setPdf] = useState<PdfDocument | null>(null);
  const [page, setPage] = useState(1);
  const [spoken, setSpoken] = useState('');
  const [isBroken, setBroken] = useState(false);

  useEffect(() => {
    let isLeft = false;
    let opened: PdfDocument | null = null;
    async function open() {
      const { openPdf } = await import('../imaging/documents/index.ts');
      // It hands the bytes to a worker, and they are gone here.
      opened = await openPdf(new Uint8Array(bytes.slice(0)));
      if (isLeft) opened.close();
      else setPdf(opened);
    }
    open().catch(() => setBroken(true));
    return () => {
      isLeft = true;
      opened?.close();
    };
  }, [bytes]);

  useEffect(() => {
    const place = canvas.current;
    if (pdf === null || place === null) return undefined;
    const leaving = new AbortController();
    const { signal } = leaving;
    pdf.draw(page, place, Math.min(place.clientWidth, 760), signal).then(
      (text) => {
        if (!signal.aborted) setSpoken(text);
      },
      () => {
        if (!signal.aborted) setBroken(true);
      },
    );
    return () => leaving.abort();
  }, [pdf, page]);

  if (isBroken) return <p className={styles.note}>{words.noDocument}</p>;
  return (
    <div className={styles.document}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is drawn, not loaded */}
      <canvas ref={canvas} role="img" aria-label={spoken === '' ? words.document : spoken} />
      {pdf !== null && pdf.pages > 1 && (
        <div className={styles.pages}>
          <ActionIcon
            size="sm"
            aria-label={words.previousPage}
            disabled={page === 1}
            onClick={() => setPage(page - 1)}
          >
            <IconChevronLeft size={16} />
          </ActionIcon>
          <span>{words.page(page, pdf.pages)}</span>
          <ActionIcon
            size="sm"
            aria-label={words.nextPage}
            disabled={page === pdf.pages}
            onClick={() => setPage(page + 1)}
          >
            <IconChevronRight size={16} />
          </ActionIcon>
        </div>
      )}
    </div>
  );
}
