import type { DataSet } from 'dicom-parser';
import { textOf } from './text.ts';

/** One content item of a structured report (PS3.3 C.17.3). */
export interface ReportItem {
  /** What it is about: the meaning of its concept name. */
  name: string;
  /** ValueType, as `TEXT` or `NUM`. */
  type: string;
  value: string;
  items: ReportItem[];
}

/** Deeper items are left out; real reports nest some ten levels. */
const deepest = 60;

/** The content of a structured report as a tree. */
export function readReport(dataSet: DataSet): ReportItem {
  return itemOf(dataSet, textOf(dataSet), 0);
}

function itemOf(item: DataSet, text: (item: DataSet, tag: string) => string, depth: number): ReportItem {
  return {
    name: meaningOf(item, 'x0040a043', text),
    type: item.string('x0040a040') ?? '',
    value: valueOf(item, text),
    items: depth >= deepest ? [] : itemsOf(item, 'x0040a730').map((inner) => itemOf(inner, text, depth + 1)),
  };
}

function valueOf(item: DataSet, text: (item: DataSet, tag: string) => string): string {
  switch (item.string('x0040a040')) {
    case 'TEXT':
      return text(item, 'x0040a160');
    case 'CODE':
      return meaningOf(item, 'x0040a168', text);
    case 'NUM': {
      const [measured] = itemsOf(item, 'x0040a300');
      if (measured === undefined) return meaningOf(item, 'x0040a301', text);
      const unit = itemsOf(measured, 'x004008ea')[0];
      const short = unit?.string('x00080100') ?? '';
      const number = measured.string('x0040a30a') ?? '';
      return short === '' || short === '1' ? number : `${number} ${short}`;
    }
    case 'PNAME':
      return text(item, 'x0040a123').replaceAll('^', ' ').trim();
    case 'DATE':
      return item.string('x0040a121') ?? '';
    case 'TIME':
      return item.string('x0040a122') ?? '';
    case 'DATETIME':
      return item.string('x0040a120') ?? '';
    case 'UIDREF':
      return item.string('x0040a124') ?? '';
    case 'IMAGE':
    case 'COMPOSITE':
    case 'WAVEFORM':
      return itemsOf(item, 'x00081199')[0]?.string('x00081155') ?? '';
    case 'SCOORD':
    case 'SCOORD3D':
      return item.string('x00700023') ?? '';
    case undefined:
    default:
      return '';
  }
}

/** The meaning of a coded entry, else its code. */
function meaningOf(item: DataSet, tag: string, text: (item: DataSet, tag: string) => string): string {
  const [code] = itemsOf(item, tag);
  if (code === undefined) return '';
  return text(code, 'x00080104') || (code.string('x00080100') ?? '');
}

function itemsOf(dataSet: DataSet, tag: string): DataSet[] {
  const items = dataSet.elements[tag]?.items ?? [];
  return items.flatMap((item) => (item.dataSet === undefined ? [] : [item.dataSet]));
}
