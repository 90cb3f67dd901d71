import type { Candidate } from './candidate.ts';

/**
 * The hosts of a configuration of dcmtk's dcmqrscp (`HostTable BEGIN … HostTable END`); null when it has no such table.
 */
export function readHostTable(text: string): Candidate[] | null {
  const table = /^\s*HostTable\s+BEGIN\s*$([\s\S]*?)^\s*HostTable\s+END\s*$/im.exec(text)?.[1];
  if (table === undefined) return null;
  return table.split(/\r?\n/).flatMap((written) => {
    const line = withoutComment(written);
    const [, name, hosts] = /^\s*([^\s=][^=]*?)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    return name === undefined || hosts === undefined ? [] : candidates(unquoted(name), hosts);
  });
}

/** What stands before a `#` that is not in quotes. */
function withoutComment(line: string): string {
  return /^(?:[^#"]|"[^"]*"?)*/.exec(line)?.[0] ?? '';
}

function unquoted(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1');
}

function candidates(name: string, hosts: string): Candidate[] {
  const entries = [...hosts.matchAll(/\(([^()]*)\)/g)].map(([, entry = '']) =>
    entry.split(',').map(unquoted),
  );
  // A list of other names in place of hosts only groups them.
  if (entries.length === 0)
    return [{ name, problem: 'It is a group of other hosts, which are added themselves.' }];
  return entries.map((entry, index) => {
    const [aeTitle, host, port] = entry;
    const own = entries.length === 1 ? name : `${name} ${index + 1}`;
    if (entry.length !== 3 || aeTitle === undefined || host === undefined) {
      return { name: own, problem: 'It is not of the form (AE title, host, port).' };
    }
    return { name: own, secret: null, peer: { kind: 'dicom', name: own, aeTitle, host, port: Number(port) } };
  });
}
