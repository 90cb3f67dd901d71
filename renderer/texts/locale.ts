/** How numbers and dates are written in English. */
export const locale = 'en-GB';

/** `1 image`, `12,345 images`. */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString(locale)} ${count === 1 ? one : many}`;
}
