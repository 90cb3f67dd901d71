/** How much of a list a line has room for, and how much is left. */
export function firstFew<Item>(items: readonly Item[], room: number): { shown: Item[]; more: number } {
  // One more would take no less room than saying so.
  if (items.length <= room + 1) return { shown: [...items], more: 0 };
  return { shown: items.slice(0, room), more: items.length - room };
}
