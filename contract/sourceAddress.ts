/** Parts of a query that let somebody in, as services of the web call them. */
const secretPart = /token|key|sig|passw|credential|secret|auth/i;

/** Stands where something secret was, in what is shown or kept. An address that has it is not fetched. */
export const maskedPart = '***';

/** Names of the parts of a query that let somebody in. */
export function secretPartsOf(address: URL): string[] {
  return [...address.searchParams.keys()].filter((name) => secretPart.test(name));
}

/**
 * An address as it may be shown and kept: what lets somebody in is not in it. Anything but an address of the web or of
 * git is as it was.
 */
export function withoutSecrets(typed: string): string {
  // What is still being typed may be a password as well.
  if (!URL.canParse(typed)) return typed.replace(/(:\/\/).*@/s, '$1');
  const url = new URL(typed);
  const names = secretPartsOf(url);
  const isWeb = /^https?:$/.test(url.protocol);
  const hasUser = url.password !== '' || (isWeb && url.username !== '');
  if (!hasUser && names.length === 0) return typed;
  for (const name of names) url.searchParams.set(name, maskedPart);
  url.password = '';
  // The user of ssh is part of the address; of the web it may be a token.
  if (isWeb) url.username = '';
  return url.href;
}

/** Whether an address has a user name or password for its host in it. */
export function hasCredentials(typed: string): boolean {
  if (!URL.canParse(typed)) return false;
  const { protocol, username, password } = new URL(typed);
  return /^https?:$/.test(protocol) && (username !== '' || password !== '');
}
