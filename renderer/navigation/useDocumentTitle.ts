import { useEffect } from 'react';
import { texts } from '../texts/index.ts';

/** Names the window after what it shows. Never hand in anything of a patient. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${texts.common.product}`;
  }, [title]);
}
