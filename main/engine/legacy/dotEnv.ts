const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/;

/** Reads a `.env` file as Compose and python-dotenv do: quotes are taken off, comments left out, the last one counts. */
export function readDotEnv(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, raw = ''] = assignment.exec(line) ?? [];
    if (name !== undefined) found.set(name, valueOf(raw));
  }
  return found;
}

function valueOf(raw: string): string {
  const [, quote, quoted] = /^(["'])(.*?)(?<!\\)\1\s*(?:#.*)?$/.exec(raw) ?? [];
  if (quote === "'") return quoted ?? '';
  if (quote === '"')
    return (quoted ?? '').replace(
      /\\(.)/g,
      (_, sign: string) => ({ n: '\n', t: '\t', r: '\r' })[sign] ?? sign,
    );
  return raw.replace(/(?:^|\s+)#.*$/, '').trim();
}
