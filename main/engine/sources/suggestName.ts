import path from 'node:path';

/** What archives of repositories append to the name. */
const version = /[-_](?:main|master|v?\d+(?:\.\d+)+|[0-9a-f]{7,40})$/i;
const longest = 60;

/** A name for what comes from an address or path: letters, digits and underscores, as a Python package has. */
export function suggestName(address: string, subfolder: string): string {
  const whole = (subfolder === '' ? address : subfolder).replace(/[?#].*$/, '').replaceAll('\\', '/');
  const last = path.posix.basename(whole.replace(/\/+$/, '').replace(/^[^/]*:(?!\/)/, ''));
  const bare = last
    .replace(/\.(?:git|zip|tar|tgz|tar\.gz)$/i, '')
    .replace(/\.tar$/i, '')
    .replace(version, '');
  const name = bare
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase()
    .slice(0, longest);
  if (name === '') return 'service';
  return /^\d/.test(name) ? `service_${name}` : name;
}
