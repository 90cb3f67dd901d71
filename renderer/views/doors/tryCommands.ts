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

/** A command of curl that posts a file to the HTTP door. */
export function curlCommand(instancesUrl: string, token: string): string {
  const headers = [`Authorization: Bearer ${token}`, 'Content-Type: application/dicom'];
  const given = headers.map((header) => `-H ${quoted(header)}`).join(' ');
  return `curl --fail ${given} --data-binary @image.dcm ${quoted(instancesUrl)}`;
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w.:/-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
