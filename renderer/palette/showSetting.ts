/** Time that a page has to show a setting, in milliseconds. */
const patience = 5000;
const control =
  'input:not([type="hidden"]):not(:disabled), textarea, select, button, [role="radiogroup"] input, [tabindex]';

/**
 * Brings a setting into sight and the focus to its control, as soon as its page shows it.
 * @param former heading of the page that is left: as long as it stands, what has that name is another setting
 * @returns false where the page does not have it after some seconds
 */
export function showSetting(label: string, page: Document, former: Element | null): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const field = former?.isConnected === true ? null : fieldNamed(label, page);
      if (field === null) return false;
      field.scrollIntoView({ block: 'center' });
      field.querySelector<HTMLElement>(control)?.focus({ preventScroll: true });
      return true;
    };
    if (look()) return resolve(true);
    const end = (found: boolean) => {
      watch.disconnect();
      clearTimeout(timer);
      resolve(found);
    };
    const watch = new MutationObserver(() => void (look() && end(true)));
    const timer = setTimeout(() => end(false), patience);
    watch.observe(page.body, { childList: true, subtree: true });
    return undefined;
  });
}

/** The box around the name of a setting and its control. */
function fieldNamed(label: string, page: Document): Element | null {
  const name = [...page.querySelectorAll('main [data-setting]')].find((one) => one.textContent === label);
  return name?.closest('[data-field]') ?? null;
}
