/** The mark by which Excel knows that a file is UTF-8. */
const byteOrderMark = '\uFEFF';

/** Saves a table as a file, where the system asks for it. */
export function saveCsv(name: string, csv: string): void {
  const address = URL.createObjectURL(new Blob([byteOrderMark, csv], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
