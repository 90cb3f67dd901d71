import { useHotkeys } from '@mantine/hooks';

/** `j` and `k` lead into the list from anywhere on its page; inside, the rows go on by themselves. */
export function useListKeys(): void {
  useHotkeys([
    ['j', intoList],
    ['k', intoList],
  ]);
}

function intoList() {
  if (document.activeElement?.closest('[data-row-link]') !== null && document.activeElement !== null) return;
  const [first] = document.querySelectorAll<HTMLElement>('main tr[aria-rowindex] [data-row-link]');
  first?.focus();
}
