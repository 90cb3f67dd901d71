/** Objects that are read and not looked at: reports and PDF. */
export { encapsulatedBytes, openPdf } from './pdf.ts';
export type { PdfDocument } from './pdf.ts';
export { readReport } from './report.ts';
export type { ReportItem } from './report.ts';
