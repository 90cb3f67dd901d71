/** An address and what it says of who asks. */
export interface SplitAddress {
  /** Without user name and password. */
  address: string;
  /** Without the password. */
  shown: string;
  user: string;
  password: string;
}

/** What an address without a scheme is read as. */
const anyScheme = 'http://';

/** Takes user name and password out of an address, with or without a scheme. */
export function splitAddress(text: string): SplitAddress {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    const { address, shown, ...rest } = splitAddress(`${anyScheme}${text}`);
    return { address: address.slice(anyScheme.length), shown: shown.slice(anyScheme.length), ...rest };
  }
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // Not well formed: what may be a password does not stay in it either.
    const address = text.replace(/(:\/\/).*@/s, '$1');
    return { address, shown: address, user: '', password: '' };
  }
  const user = decode(url.username);
  const password = decode(url.password);
  url.password = '';
  const shown = written(url, text);
  url.username = '';
  return { address: written(url, text), shown, user, password };
}

/** The address with a user name and password in it. */
export function joinAddress(address: string, user: string, password: string): string {
  if (user === '' && password === '') return address;
  const url = new URL(address);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return written(url, address);
}

/** As people write it: an empty path is no slash. */
function written(url: URL, before: string): string {
  const { href } = url;
  return url.pathname === '/' && url.search === '' && !before.endsWith('/') ? href.replace(/\/$/, '') : href;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
