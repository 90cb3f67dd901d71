/** Something that the page on show lets one do: one of its buttons. */
export interface PageAction {
  label: string;
  press: () => void;
}

const pressable = 'button, a[href][class*="Button-root"]';
/** Those of single rows are found with their row, not by a name that says nothing without it. */
const ofRows = 'tr, [role="row"], [role="option"], li';

/**
 * What can be done on the page on show: every button of it that one could press now, by its own name. Names that
 * several buttons have say nothing and are left out.
 */
export function pageActions(page: Document): PageAction[] {
  const place = page.querySelector('main');
  if (place === null) return [];
  const byLabel = new Map<string, HTMLElement[]>();
  for (const element of place.querySelectorAll<HTMLElement>(pressable)) {
    if (element.closest(ofRows) !== null || !canPress(element)) continue;
    const label = nameOf(element);
    if (label !== '') byLabel.set(label, [...(byLabel.get(label) ?? []), element]);
  }
  return [...byLabel].flatMap(([label, [element, ...others]]) =>
    element === undefined || others.length > 0
      ? []
      : [{ label, press: () => void (element.isConnected && press(element)) }],
  );
}

function press(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' });
  // What it opens gives the focus back to where it was.
  element.focus();
  element.click();
}

function canPress(element: HTMLElement): boolean {
  if (element.matches(':disabled, [aria-disabled="true"], [data-disabled]')) return false;
  return element.closest('[hidden], [inert], [aria-hidden="true"]') === null && element.checkVisibility();
}

/** Its name as those hear it who hear the page, on one line. */
function nameOf(element: HTMLElement): string {
  const name = element.getAttribute('aria-label') ?? element.textContent;
  return name.replaceAll(/\s+/g, ' ').trim();
}
