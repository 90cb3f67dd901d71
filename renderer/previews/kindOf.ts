/** How a result file is shown within the window. */
export type PreviewKind = 'image' | 'pdf' | 'table' | 'json' | 'markdown' | 'text' | 'nifti';

interface Rule {
  kind: PreviewKind;
  endings: RegExp;
  /** Bytes; a larger file is not loaded into the window. */
  most: number;
}

const megabyte = 1024 * 1024;
const rules: readonly Rule[] = [
  { kind: 'image', endings: /\.(?:png|jpe?g|gif|svg|webp|bmp)$/i, most: 40 * megabyte },
  { kind: 'pdf', endings: /\.pdf$/i, most: 64 * megabyte },
  { kind: 'table', endings: /\.(?:csv|tsv)$/i, most: 16 * megabyte },
  { kind: 'json', endings: /\.json$/i, most: 8 * megabyte },
  { kind: 'markdown', endings: /\.(?:md|markdown)$/i, most: 8 * megabyte },
  { kind: 'text', endings: /\.(?:txt|log|ya?ml|xml|toml|ini|py)$/i, most: 8 * megabyte },
  { kind: 'nifti', endings: /\.nii(?:\.gz)?$/i, most: 256 * megabyte },
];

/** How a file is shown, by its name and size in bytes; null: it is not. */
export function previewOf(path: string, size: number): { kind: PreviewKind; isTooLarge: boolean } | null {
  const rule = rules.find(({ endings }) => endings.test(path));
  return rule === undefined ? null : { kind: rule.kind, isTooLarge: size > rule.most };
}

/** True for a file that is DICOM by its name. */
export function isDicom(path: string): boolean {
  return /\.dcm$/i.test(path);
}

const imageTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  bmp: 'image/bmp',
};

/** Type of a picture by its name. */
export function imageTypeOf(path: string): string {
  return imageTypes[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}
