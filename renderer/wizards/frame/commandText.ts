/** Whose command line it is for: PowerShell on Windows, a POSIX shell elsewhere. */
export type CommandShell = 'posix' | 'powershell';

const plain = /^[\w@%+=:,./-]+$/;

/** A command of the command line as it can be pasted into a shell: every word arrives there as it is here. */
export function commandText(words: readonly string[], shell: CommandShell): string {
  return ['dcm-processor', ...words].map((word) => quoted(word, shell)).join(' ');
}

function quoted(word: string, shell: CommandShell): string {
  if (shell === 'posix') return plain.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
  // PowerShell reads `@`, `,` and `%` itself, and takes typographic quotes for quotes.
  return /^[\w+=:./\\-]+$/.test(word) ? word : `'${word.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}
