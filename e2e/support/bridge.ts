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
  return page.evaluate(
    ([id, name, value]) => (globalThis as unknown as PageGlobals).dcmProcessor.request(id, name, value),
    [`test-${requests}`, route, input] as const,
  );
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
  return page.evaluate(
    ([name, value]) =>
      (globalThis as unknown as PageGlobals).dcmProcessor.shell(name as ShellRouteName, value),
    [route, input] as const,
  );
}

function dataOf(reply: unknown): unknown {
  const parsed = shellReplySchema.parse(reply);
  if (!parsed.ok) throw EngineError.fromReply(parsed.error);
  return parsed.data;
}
