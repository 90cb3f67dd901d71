import { focusList } from '../../parts/index.ts';
import { useKeyHere } from '../../shortcuts/index.ts';

/** `j` and `k` lead into the list from anywhere on its page; inside, the rows go on by themselves. */
export function useListKeys(): void {
  useKeyHere('row-below', intoList);
  useKeyHere('row-above', intoList);
}

function intoList() {
  if (document.activeElement?.closest('[data-row-link]') == null) focusList();
}
