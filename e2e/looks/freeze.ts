import type { Page } from '@playwright/test';

/** What is used here of the page's own world. */
interface PageWorld {
  frozen?: { disconnect(): void };
  document: {
    body: object;
    createTreeWalker(root: object, show: number): { nextNode(): { nodeValue: string } | null };
    querySelectorAll(selector: string): Iterable<{ value: string; readOnly: boolean }>;
  };
  MutationObserver: new (listener: () => void) => {
    observe(target: object, options: Record<string, boolean>): void;
    disconnect(): void;
  };
}

/**
 * What is another one in each run, and what stands there in a picture: times, durations, sizes, shares, ports, versions
 * and ids. In this order.
 */
const changing: readonly (readonly [RegExp, string])[] = [
  [/\b\d{1,2} \w{3,9} \d{4},? (?:at )?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?/g, '1 Jan 2026, 12:00'],
  [/\b\w{3,9} \d{1,2}, \d{4},? (?:at )?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?/g, 'Jan 1, 2026, 12:00 PM'],
  [/\b\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?/g, '2026-01-01 12:00:00'],
  // A day of charts; images are of years long past.
  [/\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b(?! 20[012][0-5])(?: 20\d\d)?/g, '1 Jan'],
  [/\b\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s?[AP]M)?\b/g, '12:00'],
  [/\b(?:\d+ (?:second|minute|hour|day)s? ago|yesterday)\b/g, 'just now'],
  [/\b\d+(?:\.\d+)? (?:ms|s|min|h|d)\b(?: \d+ (?:s|min|h)\b)*/g, '1 s'],
  [/\b\d+(?:\.\d+)? (?:B|kB|MB|GB|TB)\b/g, '1 MB'],
  [/\b\d+(?:\.\d+)?\s?%/g, '1%'],
  [/(127\.0\.0\.1|localhost|0\.0\.0\.0):\d+/g, '$1:1'],
  [/(?<![\d.])\d+\.\d+\.\d+(?![\d.])/g, '1.0.0'],
  [/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/g, 'an-id'],
  [/\b(?=[\da-f]*[a-f])(?=[\da-f]*\d)[\da-f]{8,}\b/g, 'a-hash'],
];

/**
 * Holds the words of the page still, so that pictures of two runs are the same.
 * @param paths of this run, with what stands in their place
 */
export async function freeze(page: Page, paths: readonly (readonly [string, string])[]): Promise<void> {
  const rules = changing.map(([{ source }, to]) => [source, to] as const);
  await page.evaluate(
    ([places, patterns]) => {
      const world = globalThis as unknown as PageWorld;
      const { document } = world;
      const expressions = patterns.map(([source, to]) => [new RegExp(source, 'g'), to] as const);
      const still = (text: string) => {
        let stilled = text;
        for (const [from, to] of places) stilled = stilled.replaceAll(from, to);
        for (const [from, to] of expressions) stilled = stilled.replace(from, to);
        return stilled;
      };
      const hold = () => {
        // 4: text nodes.
        const walker = document.createTreeWalker(document.body, 4);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const stilled = still(node.nodeValue);
          if (stilled !== node.nodeValue) node.nodeValue = stilled;
        }
        for (const input of document.querySelectorAll('input[type=text], input:not([type]), textarea')) {
          const stilled = still(input.value);
          if (stilled !== input.value) input.value = stilled;
        }
        for (const input of document.querySelectorAll('input[type=date]'))
          if (input.value !== '' && input.value !== '2026-01-01') input.value = '2026-01-01';
      };
      hold();
      world.frozen?.disconnect();
      const observer = new world.MutationObserver(hold);
      world.frozen = observer;
      observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    },
    [paths, rules] as const,
  );
}

/** Lets them go on. */
export async function thaw(page: Page): Promise<void> {
  await page.evaluate(() => (globalThis as unknown as PageWorld).frozen?.disconnect());
}
