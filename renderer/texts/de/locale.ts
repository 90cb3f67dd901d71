/** How numbers and dates are written in German. */
export const locale = 'de-DE';

/** `1 Bild`, `12.345 Bilder`. */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString(locale)} ${count === 1 ? one : many}`;
}
