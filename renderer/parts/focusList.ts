const rowLink = '[data-row-link]';

/** Leads to the first row of the list in sight, or of what was scrolled to; false where there is none. */
export function focusList(): boolean {
  const link =
    document.querySelector<HTMLElement>(`tr[aria-rowindex="2"] ${rowLink}`) ??
    document.querySelector<HTMLElement>(`tr[aria-rowindex] ${rowLink}`);
  link?.focus();
  return link !== null;
}
