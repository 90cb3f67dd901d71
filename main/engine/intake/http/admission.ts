import type { IncomingMessage } from 'node:http';
import net from 'node:net';
import os from 'node:os';
import { showsToken } from './accessToken.ts';
import { BadRequest, HttpProblem } from './problems.ts';

/**
 * Lets in who addresses this machine by a name of its own and shows the token.
 * @throws HttpProblem 400, 401, 403
 */
export function admit(
  request: IncomingMessage,
  allowed: { token: string; hostNames: readonly string[] },
): void {
  const { host, authorization } = request.headers;
  if (host === undefined) throw new BadRequest('The request has no Host header.');
  if (!isOwnName(host, allowed.hostNames)) {
    throw new HttpProblem(
      403,
      'The host name of the request is not one of this machine. Use its address, or add the name to the option hostNames.',
    );
  }
  if (!showsToken(authorization, allowed.token)) {
    throw new HttpProblem(401, 'The request shows no valid token. See: dcm-processor show http');
  }
}

/** A page in a browser can give its own domain any address, but it cannot make the browser send another name. */
function isOwnName(host: string, hostNames: readonly string[]): boolean {
  const [, bracketed, plain = ''] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::\d{1,5})?$/.exec(host) ?? [];
  const name = (bracketed ?? plain).toLowerCase();
  if (net.isIP(name) !== 0) return true;
  const known = ['localhost', os.hostname(), ...hostNames];
  return known.some((one) => one.toLowerCase() === name);
}
