import type { ResultFile } from '../../contract/index.ts';
import { previewOf } from './kindOf.ts';
import { pathBeside } from './pathBeside.ts';

/** The files that lie in the same run as one that is shown. */
export interface Beside {
  files: readonly ResultFile[];
  addressOf: (path: string) => string;
  /** Shows another of them. */
  onShow: (path: string) => void;
}

/** The file that a link means; null where it is none of those beside it. */
export function linkedFile(from: string, href: string, { files }: Beside): ResultFile | null {
  const path = pathBeside(from, href);
  return path === null ? null : (files.find((file) => file.path === path) ?? null);
}

/** Where a picture of a text is read from. */
export type FoundImage =
  | { kind: 'data'; address: string }
  | { kind: 'file'; path: string; address: string }
  | null;

/** A picture that the text itself holds, or that lies beside it; null for all others: nothing is loaded from outside. */
export function imageAt(from: string, href: string, beside: Beside): FoundImage {
  if (/^data:image\/(?:png|jpeg|gif|webp|svg\+xml|bmp)[;,]/iu.test(href))
    return { kind: 'data', address: href };
  const file = linkedFile(from, href, beside);
  if (file === null) return null;
  const preview = previewOf(file.path, file.size);
  if (preview?.kind !== 'image' || preview.isTooLarge) return null;
  return { kind: 'file', path: file.path, address: beside.addressOf(file.path) };
}
