/**
 * A desktop entry as the XDG Autostart and Desktop Entry specifications (freedesktop.org) have it, for
 * `autostart/*.desktop`.
 */

/** Reserved characters that a quoted argument of `Exec` escapes. */
const inQuotes = /["`$\\]/g;

/**
 * The value of `Exec`: each argument quoted, field codes (`%f`) made plain, and the whole escaped as a string.
 * @throws Error for line breaks, which no entry can hold
 */
export function execValue(command: readonly string[]): string {
  const quoted = command.map((argument) => {
    if (/[\n\r]/.test(argument)) throw new Error('A path with a line break cannot be started at login.');
    return `"${argument.replaceAll(inQuotes, '\\$&').replaceAll('%', '%%')}"`;
  });
  return quoted.join(' ').replaceAll('\\', '\\\\');
}

/** The text of the entry. */
export function desktopEntry(command: readonly string[]): string {
  return `${[
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.0',
    'Name=DCM Processor',
    'Comment=Processes DICOM studies in the background',
    `Exec=${execValue(command)}`,
    'Terminal=false',
    'NoDisplay=true',
    'X-GNOME-Autostart-enabled=true',
  ].join('\n')}\n`;
}

/** What a session would make of an entry: null where it would start nothing. */
export function readExec(text: string): string | null {
  const lines = text.split(/\r?\n/);
  const begin = lines.indexOf('[Desktop Entry]');
  if (begin < 0) return null;
  const values = new Map<string, string>();
  for (const line of lines.slice(begin + 1)) {
    if (line.startsWith('[')) break;
    const at = line.indexOf('=');
    if (at > 0 && !line.startsWith('#')) values.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  // Desktops switch an entry off by one of these.
  if (values.get('Hidden') === 'true' || values.get('X-GNOME-Autostart-enabled') === 'false') return null;
  return values.get('Exec') ?? null;
}
