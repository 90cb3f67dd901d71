import { useKeyHere } from '../shortcuts/index.ts';
import { focusList } from './focusList.ts';

/** `j` and `k` lead into the list from anywhere on its page; inside, the rows go on by themselves. */
export function ListKeys(): null {
  useKeyHere('row-below', intoList);
  useKeyHere('row-above', intoList);
  return null;
}

function intoList() {
  if (document.activeElement?.closest('[data-row-link]') == null) focusList();
}
