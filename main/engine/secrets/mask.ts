/** Shorter ones stand everywhere by chance. */
const shortestSecret = 3;
/** What stands in place of a secret. */
const masked = '***';

/** An address with a user name and password before its host, anywhere in a text. */
const withPassword = /([a-z][a-z0-9+.-]*:\/\/[^\s/?#:@'"]*):[^\s/?#'"]*@/gi;
/** One with a token in place of both. */
const withToken = /(https?:\/\/)[^\s/?#:@'"]+@/gi;
/** Credentials of HTTP. */
const authorization = /\b(authorization\s*[:=]\s*(?:basic|bearer)?\s*)[^\s'"]+/gi;

/** A text without these secrets, in whatever form they stand there. */
function hideSecrets(text: string, known: readonly string[]): string {
  let shown = text;
  for (const secret of known) {
    if (secret.length < shortestSecret) continue;
    for (const form of new Set([secret, encoded(secret), Buffer.from(secret).toString('base64')]))
      shown = shown.replaceAll(form, masked);
  }
  return shown;
}

/**
 * A text of another program in which no password of an address is left.
 * @param known secrets that must not be in it either
 */
export function maskSecrets(text: string, known: readonly string[] = []): string {
  return hideSecrets(text, known)
    .replace(withPassword, `$1:${masked}@`)
    .replace(withToken, `$1${masked}@`)
    .replace(authorization, `$1${masked}`);
}

/** As part of an address; half a character cannot be written in one. */
function encoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret;
  }
}
