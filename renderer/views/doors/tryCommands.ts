import type { ScpOptions } from '../../../contract/index.ts';

/** Commands of DCMTK that ask a C-STORE door for an echo and send a folder to it. */
export function tryCommands(
  { aeTitle, callingAeTitles }: Pick<ScpOptions, 'aeTitle' | 'callingAeTitles'>,
  host: string,
  port: number,
): string {
  const [calling] = callingAeTitles;
  const titles = [...(calling === undefined ? [] : ['-aet', quoted(calling)]), '-aec', quoted(aeTitle)];
  const where = [...titles, host, String(port)].join(' ');
  return `echoscu -v ${where}\nstorescu -v +sd +r ${where} FOLDER`;
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
