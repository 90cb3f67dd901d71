/** Longest name that is made of a text from outside, in characters. */
const longest = 60;
/** Names that Windows keeps for devices, whatever follows a dot. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/**
 * A text from a file as the name of a file or folder, on every system: no separators, no control or forbidden
 * characters, no dots or spaces at the ends, no name of a device, and not long.
 * @param fallback where nothing is left
 */
export function safeName(text: string, fallback: string): string {
  const cleaned = text
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}<>:"/\\|?*^]+/gu, ' ')
    .replace(/^[. ]+/, '');
  const name = Array.from(cleaned)
    .slice(0, longest)
    .join('')
    .replace(/[. ]+$/, '');
  if (name === '') return fallback;
  return devices.test(name) ? `_${name}` : name;
}

/** Gives names that differ, also where upper and lower case do not count. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    let unique = name;
    for (let count = 2; taken.has(unique.toLowerCase()); count += 1) unique = `${name} (${count})`;
    taken.add(unique.toLowerCase());
    return unique;
  };
}
