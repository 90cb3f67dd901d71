import { byteOrderMark } from '../../../contract/index.ts';

/** Saves a table as a file, where the system asks for it. */
export function saveCsv(name: string, lines: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([byteOrderMark, ...lines], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
