/** An address and what it says of who asks. */
export interface SplitAddress {
  /** Without user name and password. */
  address: string;
  /** Without the password. */
  shown: string;
  user: string;
  password: string;
}

/** Takes user name and password out of an address; one that is not well formed is left as it is. */
export function splitAddress(text: string): SplitAddress {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { address: text, shown: text, user: '', password: '' };
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
