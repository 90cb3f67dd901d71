import { TextDecoder } from 'node:util';

/**
 * Turns the bytes of a text value into text.
 * @param vr its VR: the parts of a PN begin in the first character set again
 */
export type TextDecoding = (bytes: Uint8Array, vr?: string) => string;

/** Character sets without code extensions (PS3.3 C.12.1.1.2) by the number of their defined term. */
const singleSets: Readonly<Record<string, string>> = {
  '6': 'latin1',
  '13': 'shift_jis',
  '100': 'latin1',
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '126': 'iso-8859-7',
  '127': 'iso-8859-6',
  '138': 'iso-8859-8',
  '144': 'iso-8859-5',
  '148': 'iso-8859-9',
  '166': 'windows-874',
  '192': 'utf-8',
  '203': 'iso-8859-15',
};
/** Multi-byte sets with code extensions: the encoding that reads their second half beside ASCII. */
const extensionSets: Readonly<Record<string, string>> = { '58': 'gb18030', '149': 'euc-kr' };
/** Defined terms without a number, in the spellings of devices. */
const namedSets: Readonly<Record<string, string>> = {
  GB18030: 'gb18030',
  GBK: 'gb18030',
  'UTF-8': 'utf-8',
  UTF8: 'utf-8',
};

/** What an escape sequence switches on: the second half of the code table, or the first one for Japanese. */
type Switch = { upper: string } | { lower: Lower };
type Lower = 'ascii' | 'jis-x-0208' | 'jis-x-0212';

/** Escape sequences of PS3.3 tables C.12-3 and C.12-4, without the escape character. */
const escapes: readonly (readonly [string, Switch])[] = [
  ['$)A', { upper: 'gb18030' }],
  ['$)C', { upper: 'euc-kr' }],
  ['$(D', { lower: 'jis-x-0212' }],
  ['$B', { lower: 'jis-x-0208' }],
  ['$@', { lower: 'jis-x-0208' }],
  ['(B', { lower: 'ascii' }],
  ['(J', { lower: 'ascii' }],
  [')I', { upper: 'shift_jis' }],
  ['-A', { upper: 'latin1' }],
  ['-B', { upper: 'iso-8859-2' }],
  ['-C', { upper: 'iso-8859-3' }],
  ['-D', { upper: 'iso-8859-4' }],
  ['-F', { upper: 'iso-8859-7' }],
  ['-G', { upper: 'iso-8859-6' }],
  ['-H', { upper: 'iso-8859-8' }],
  ['-L', { upper: 'iso-8859-5' }],
  ['-M', { upper: 'iso-8859-9' }],
  ['-T', { upper: 'windows-874' }],
  ['-b', { upper: 'iso-8859-15' }],
];

const escape = 0x1b;
/** Terms of sets that have no code extensions. */
const withoutExtensions = /^(?:GB18030|GBK|UTF-?8|ISO[ _-]*IR[ _-]*192)$/;
/** Tab, line ends, `\`: behind them the first character set is active again (PS3.5 6.1.2.5.3). */
const delimiters = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x5c]);
/** In names also behind `^` and `=`. */
const nameDelimiters = new Set([...delimiters, 0x5e, 0x3d]);
const decoders = new Map<string, TextDecoder>();

/** Reads bytes of ISO_IR 100 and of no declared character set: every byte is one character. */
export const latin1: TextDecoding = (bytes) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/**
 * How texts are written in a data set with this SpecificCharacterSet (0008,0005). Spellings of real devices
 * (`ISO-IR 100`, `iso_ir 192`) are understood; what is unknown or absent is read as ISO_IR 100.
 */
export function textDecoding(specificCharacterSet: string): TextDecoding {
  const terms = specificCharacterSet.split('\\').map((term) => term.trim().toUpperCase());
  const first = terms[0] ?? '';
  // Where the first set is only ASCII, bytes beyond it come from a device that forgot an escape sequence.
  const sets = terms.length > 1 && (first === '' || numberOf(first) === '6') ? terms.slice(1) : [first];
  const upper = sets.map(upperOf).find((set) => set !== undefined) ?? 'latin1';
  // Unicode and GB18030 know no code extensions (PS3.3 C.12.1.1.2): an escape character is none there.
  if (terms.length === 1 && withoutExtensions.test(first)) return (bytes) => decode(bytes, upper);
  // Devices switch by escape sequences even where their one term has no "2022" in it.
  return (bytes, vr) =>
    bytes.includes(escape)
      ? decodeExtended(bytes, upper, vr === 'PN' ? nameDelimiters : delimiters)
      : decode(bytes, upper);
}

function upperOf(term: string): string | undefined {
  const number = numberOf(term);
  return namedSets[term] ?? singleSets[number] ?? extensionSets[number];
}

/** The registration number in a defined term: `100` of `ISO_IR 100`, `87` of `ISO 2022 IR 87`. */
function numberOf(term: string): string {
  return /IR[ _-]*(\d+)$/.exec(term)?.[1] ?? '';
}

function decode(bytes: Uint8Array, label: string): string {
  if (label === 'latin1') return latin1(bytes);
  let decoder = decoders.get(label);
  if (decoder === undefined) {
    decoder = new TextDecoder(label, { ignoreBOM: true });
    decoders.set(label, decoder);
  }
  return decoder.decode(bytes);
}

/** Text with code extensions (ISO 2022): runs between escape sequences and delimiters, each in what is active. */
function decodeExtended(bytes: Uint8Array, firstUpper: string, ends: ReadonlySet<number>): string {
  let text = '';
  let upper = firstUpper;
  let lower: Lower = 'ascii';
  let at = 0;
  const isDelimiter = (byte: number | undefined) => byte !== undefined && ends.has(byte);
  while (at < bytes.length) {
    if (bytes[at] === escape) {
      const found = escapes.find(([letters]) => startsWith(bytes, at + 1, letters));
      if (found === undefined) {
        at += 1;
        continue;
      }
      const [letters, change] = found;
      if ('upper' in change) upper = change.upper;
      else lower = change.lower;
      at += 1 + letters.length;
      continue;
    }
    const isSingle = lower === 'ascii';
    let end = at;
    while (end < bytes.length && bytes[end] !== escape && !(isSingle && isDelimiter(bytes[end]))) end += 1;
    text += isSingle
      ? decode(bytes.subarray(at, end), upper)
      : decodeJapanese(bytes.subarray(at, end), lower);
    at = end;
    if (isSingle && at < bytes.length && isDelimiter(bytes[at])) {
      text += String.fromCharCode(bytes[at] ?? 0);
      upper = firstUpper;
      at += 1;
    }
  }
  return text;
}

function startsWith(bytes: Uint8Array, at: number, letters: string): boolean {
  return latin1(bytes.subarray(at, at + letters.length)) === letters;
}

/** Two-byte Japanese as EUC-JP, which holds the same tables with the high bits set. */
function decodeJapanese(bytes: Uint8Array, table: Lower): string {
  const euc: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    if (table === 'jis-x-0212') euc.push(0x8f);
    euc.push((bytes[at] ?? 0) | 0x80, (bytes[at + 1] ?? 0) | 0x80);
  }
  return decode(Uint8Array.from(euc), 'euc-jp');
}
