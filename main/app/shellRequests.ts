import { EngineError, shellRoutes, toEngineError } from '../../contract/index.ts';
import type { ErrorReply, ShellOutput, ShellRouteName } from '../../contract/index.ts';
import { z } from 'zod';

type ShellRequest<Name extends ShellRouteName> = z.output<(typeof shellRoutes)[Name]['input']>;

/** What the shell does for the page; exhaustive by type. */
export type ShellHandlers = {
  [Name in ShellRouteName]: (request: ShellRequest<Name>) => Promise<ShellOutput<Name>>;
};

export type ShellReply = { ok: true; data: unknown } | { ok: false; error: ErrorReply };

/** Answers one request of the page. Never throws: Electron would hand on only the message of an error. */
export async function answerShell(
  handlers: ShellHandlers,
  route: unknown,
  input: unknown,
): Promise<ShellReply> {
  try {
    if (typeof route !== 'string' || !isShellRoute(route)) {
      throw new EngineError('route-not-found', `The shell knows no request named "${String(route)}".`);
    }
    const request = shellRoutes[route].input.safeParse(input);
    if (!request.success) {
      throw new EngineError('validation-failed', undefined, {
        details: `${route}: ${z.prettifyError(request.error)}`,
      });
    }
    // The map of handlers is typed per route; here the route is only known at run time.
    const handler = handlers[route] as (request: unknown) => Promise<unknown>;
    return { ok: true, data: await handler(request.data) };
  } catch (cause) {
    return { ok: false, error: toEngineError(cause).toReply() };
  }
}

function isShellRoute(name: string): name is ShellRouteName {
  return Object.hasOwn(shellRoutes, name);
}
