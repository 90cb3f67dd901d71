const fields = [
  '[aria-invalid="true"]',
  '[data-autofocus]',
  'input[type="radio"]:checked:not(:disabled)',
  'input:not([type="hidden"]):not(:disabled), textarea:not(:disabled), select:not(:disabled)',
];

/** The field that the keyboard goes to when a page opens: one with a problem, else the first. */
export function firstField(place: HTMLElement): HTMLElement | null {
  const [invalid, chosen, radio, any] = fields.map((selector) =>
    [...place.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility()),
  );
  if (invalid !== undefined || chosen !== undefined) return invalid ?? chosen ?? null;
  // Of a group of choices the chosen one, when the group is what the page begins with.
  return radio !== undefined && any?.getAttribute('name') === radio.getAttribute('name')
    ? radio
    : (any ?? null);
}
