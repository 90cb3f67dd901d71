import type { DataSet } from 'dicom-parser';

/** Specific Character Set (PS3.3 C.12.1.1.2) by the names that decoders of the page know. */
const decoders: Readonly<Record<string, string>> = {
  'ISO_IR 100': 'iso-8859-1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
  'ISO 2022 IR 13': 'iso-2022-jp',
  'ISO 2022 IR 87': 'iso-2022-jp',
  'ISO 2022 IR 149': 'euc-kr',
  'ISO 2022 IR 58': 'gb18030',
};

/** Reads texts of a data set and of all items in it, by the character set that it names. */
export function textOf(dataSet: DataSet): (item: DataSet, tag: string) => string {
  const named = (dataSet.string('x00080005') ?? '').split('\\').map((name) => name.trim());
  // Of several, those behind the first are switched to within texts; the decoders know that way for Japanese.
  const last = named.findLast((name) => name !== '') ?? '';
  const decoder = new TextDecoder(
    decoders[last] ?? decoders[last.replace('ISO 2022 IR', 'ISO_IR')] ?? 'iso-8859-1',
  );
  return (item, tag) => {
    const element = item.elements[tag];
    if (element === undefined || element.length <= 0) return '';
    const bytes = item.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
    // Unprintable ends are padding (PS3.5 section 6.2).
    return decoder.decode(bytes).replace(/[\0 ]+$/, '');
  };
}
