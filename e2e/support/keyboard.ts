import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** More controls than any view has before one that is wanted. */
const mostSteps = 120;

/** What is used here of the page's own world. */
interface PageWorld {
  document: {
    activeElement: FocusedElement | null;
    body: unknown;
    querySelectorAll(selector: string): ArrayLike<FocusedElement>;
  };
  getComputedStyle(
    element: unknown,
    part?: string,
  ): Record<'outlineStyle' | 'outlineWidth' | 'boxShadow', string>;
  innerWidth: number;
  innerHeight: number;
}
interface FocusedElement {
  tabIndex: number;
  type?: string;
  name?: string;
  matches(selector: string): boolean;
  contains(other: FocusedElement): boolean;
  compareDocumentPosition(other: FocusedElement): number;
  checkVisibility(options: { visibilityProperty: boolean }): boolean;
  getBoundingClientRect(): { left: number; top: number; right: number; bottom: number; width: number };
  outerHTML: string;
  labels?: FocusedElement[] | null;
  parentElement: FocusedElement | null;
}

/**
 * Goes by the Tab key until something has the focus, as who has no mouse does; at each step the focus has to be seen.
 * @param backwards with Shift held
 */
export async function tabTo(page: Page, wanted: Locator, { backwards = false } = {}): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let step = 0; step < mostSteps; step += 1) {
    // From the last control the focus leaves the page, and comes in again with the next step.
    const mayLeave = await isAtEdge(page, backwards);
    await page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab');
    const unseen = await unseenFocus(page);
    if (!mayLeave || unseen !== nowhere) expect(unseen, 'what has the focus').toBeNull();
    if (await wanted.evaluate((element) => element.matches(':focus'))) return;
  }
  throw new Error(`${mostSteps} times the Tab key did not lead to ${String(wanted)}.`);
}

/** Fails unless the focus is on something, within the window, and marked. */
export async function expectFocusSeen(page: Page): Promise<void> {
  expect(await unseenFocus(page), 'what has the focus').toBeNull();
}

/** Whether the Tab key leads from what has the focus to nothing more of the page. */
function isAtEdge(page: Page, backwards: boolean): Promise<boolean> {
  return page.evaluate((back) => {
    const { document } = globalThis as unknown as PageWorld;
    const { activeElement: active } = document;
    if (active === null || active === document.body) return false;
    const following = 4;
    const preceding = 2;
    const controls = document.querySelectorAll(
      'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]',
    );
    return !Array.from(controls).some(
      (one) =>
        one.tabIndex >= 0 &&
        !one.matches(':disabled, [inert] *') &&
        one.checkVisibility({ visibilityProperty: true }) &&
        // Of radio buttons that belong together the key reaches one.
        !(one.type === 'radio' && one.name === active.name) &&
        (active.compareDocumentPosition(one) & (back ? preceding : following)) !== 0 &&
        !(back && one.contains(active)),
    );
  }, backwards);
}

/** Said where nothing has the focus: as where a control vanishes under it. */
const nowhere = 'nothing';

/** Why nobody sees what has the focus; null where one does. */
function unseenFocus(page: Page): Promise<string | null> {
  return page.evaluate((nothing) => {
    const world = globalThis as unknown as PageWorld;
    const element = world.document.activeElement;
    if (element === null || element === world.document.body) return nothing;
    const said = element.outerHTML.slice(0, 160);
    // A radio button may be hidden behind its label, which stands for it then.
    const shown = element.getBoundingClientRect().width > 1 ? element : (element.labels?.[0] ?? element);
    const place = shown.getBoundingClientRect();
    const isInside =
      place.width > 0 &&
      place.right > 0 &&
      place.bottom > 0 &&
      place.left < world.innerWidth &&
      place.top < world.innerHeight;
    if (!isInside) return `out of sight: ${said}`;
    // A field may be marked by what stands around it, a link by the row that it lies over.
    const marked = [shown, shown.parentElement, shown.parentElement?.parentElement];
    const isMarked = marked.some(
      (one, up) =>
        one &&
        (one === shown || one.matches(':focus-within')) &&
        [world.getComputedStyle(one), world.getComputedStyle(one, '::after')].some(
          ({ outlineStyle, outlineWidth, boxShadow }) =>
            (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) ||
            (up === 0 && boxShadow !== 'none'),
        ),
    );
    if (isMarked) return null;
    return `not marked: ${said}`;
  }, nowhere);
}
