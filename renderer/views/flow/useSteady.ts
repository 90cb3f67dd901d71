import { useState } from 'react';

/**
 * The same items, each being the object it was before where nothing about it has changed: what draws one is then not
 * drawn again.
 */
export function useSteady<Item extends { id: string }>(
  items: Item[],
  isAlike: (one: Item, other: Item) => boolean,
): Item[] {
  const [kept, setKept] = useState(items);
  const before = new Map(kept.map((item) => [item.id, item]));
  const now = items.map((item) => {
    const known = before.get(item.id);
    return known !== undefined && isAlike(known, item) ? known : item;
  });
  const isSame = now.length === kept.length && now.every((item, index) => item === kept[index]);
  if (isSame) return kept;
  setKept(now);
  return now;
}
