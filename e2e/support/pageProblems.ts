import type { BrowserContext } from '@playwright/test';

/** What a page complains about and no user would see: errors on its console, uncaught ones, breaches of its policy. */
export interface PageProblems {
  /** A complaint that the test provokes. */
  allow(expected: RegExp): void;
  /** All others so far. */
  unexpected(): string[];
}

/** Begins to listen; what the page says before is lost. */
export function watchPages(context: BrowserContext): PageProblems {
  const heard: string[] = [];
  const allowed: RegExp[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text());
  });
  context.on('weberror', (uncaught) => heard.push(String(uncaught.error())));
  return {
    allow: (expected) => void allowed.push(expected),
    unexpected: () => heard.filter((text) => !allowed.some((expected) => expected.test(text))),
  };
}
