import type { Page } from '@playwright/test';
import { EngineError, routes, shellReplySchema, shellRoutes } from '../../contract/index.ts';
import type {
  RouteInput,
  RouteName,
  RouteOutput,
  ShellInput,
  ShellOutput,
  ShellRouteName,
  WindowBridge,
} from '../../contract/index.ts';

/** What the page is given by the preload; functions handed to `page.evaluate` run there. */
interface PageGlobals {
  dcmProcessor: WindowBridge;
}

let requests = 0;

/** Longest wait for an answer, in milliseconds: far more than any route takes that a test asks for, far less than the test has. */
const longestAnswerMs = 60_000;
/** Longest wait for the page to be loaded anew, in milliseconds. */
const longestLoadMs = 30_000;

/** @throws Error that names what was not answered: else a test ends by its own limit, and says nothing of why */
async function answered<Answer>(
  answer: Promise<Answer>,
  what: string,
  ms = longestAnswerMs,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer to ${what} within ${ms / 1000} s.`)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Loads the page anew. @throws Error when that takes too long; Playwright itself would wait for ever */
export async function reload(page: Page): Promise<void> {
  await page.reload({ timeout: longestLoadMs });
}

/**
 * Asks the engine the way the page does, past its views: to prepare what a test is not about, and to see what is kept.
 * @throws EngineError as the engine answered
 */
export async function ask<Name extends RouteName>(
  page: Page,
  route: Name,
  input: RouteInput<Name>,
): Promise<RouteOutput<Name>> {
  const data = dataOf(await askRaw(page, route, input));
  // The schema is the one of this route.
  return routes[route].output.parse(data) as RouteOutput<Name>;
}

/** The reply to a request as the page gets it; for requests that no page would make. */
export async function askRaw(page: Page, route: string, input: unknown): Promise<unknown> {
  requests += 1;
  const answer = page.evaluate(
    ([id, name, value]) => (globalThis as unknown as PageGlobals).dcmProcessor.request(id, name, value),
    [`test-${requests}`, route, input] as const,
  );
  return answered(answer, `"${route}"`);
}

/** Asks the shell the way the page does. */
export async function askShell<Name extends ShellRouteName>(
  page: Page,
  route: Name,
  input: ShellInput<Name>,
): Promise<ShellOutput<Name>> {
  const data = dataOf(await askShellRaw(page, route, input));
  return shellRoutes[route].output.parse(data) as ShellOutput<Name>;
}

/** The shell's reply as the page gets it; for requests that no page would make. */
export function askShellRaw(page: Page, route: string, input: unknown): Promise<unknown> {
  const answer = page.evaluate(
    ([name, value]) =>
      (globalThis as unknown as PageGlobals).dcmProcessor.shell(name as ShellRouteName, value),
    [route, input] as const,
  );
  return answered(answer, `"${route}" by the shell`);
}

function dataOf(reply: unknown): unknown {
  const parsed = shellReplySchema.parse(reply);
  if (!parsed.ok) throw EngineError.fromReply(parsed.error);
  return parsed.data;
}
