import type { DataSet } from 'dicom-parser';

/** Tags of functional groups as dicom-parser names them. */
export const groupTags = {
  sharedGroups: 'x52009229',
  groupsByFrame: 'x52009230',
  planePosition: 'x00209113',
  position: 'x00200032',
  planeOrientation: 'x00209116',
  orientation: 'x00200037',
  frameContent: 'x00209111',
  timePoint: 'x00209128',
  acquisition: 'x00209156',
} as const;

/** Finds the item of a functional group (PS3.3 C.7.6.16) for a frame, from 0: its own goes before the shared one. */
export function groupsOf(dataSet: DataSet): (frame: number, tag: string) => DataSet | undefined {
  const shared = itemOf(dataSet, groupTags.sharedGroups);
  const groups = itemsOf(dataSet, groupTags.groupsByFrame);
  return (frame, tag) => itemOf(groups[frame], tag) ?? itemOf(shared, tag);
}

/** Items of a sequence. */
export function itemsOf(dataSet: DataSet | undefined, tag: string): DataSet[] {
  const items = dataSet?.elements[tag]?.items ?? [];
  return items.flatMap((item) => (item.dataSet === undefined ? [] : [item.dataSet]));
}

/** The first item of a sequence. */
export function itemOf(dataSet: DataSet | undefined, tag: string): DataSet | undefined {
  return itemsOf(dataSet, tag)[0];
}

/** Decimal numbers of a value; none where one of them is no number. */
export function numbersOf(dataSet: DataSet | undefined, tag: string): number[] {
  const text = dataSet?.string(tag);
  if (text === undefined) return [];
  const numbers = text.split('\\').map(Number);
  return numbers.every(Number.isFinite) ? numbers : [];
}
