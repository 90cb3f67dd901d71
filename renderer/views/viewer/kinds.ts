import type { StackedInstance, ViewedInstance } from '../../../contract/index.ts';
import { orderOfStack } from './stackOrder.ts';

/** What an object is to a viewer. */
export type ObjectKind =
  /** One image, as a rule. */
  | 'image'
  /** Many images in one object. */
  | 'frames'
  | 'segmentation'
  | 'report'
  | 'pdf'
  | 'document'
  | 'structures'
  | 'plan'
  | 'presentation'
  | 'registration'
  | 'waveform'
  | 'spectroscopy'
  | 'raw'
  | 'surface'
  | 'video';

const storage = '1.2.840.10008.5.1.4.1.1.';

/** Storage classes that hold something else than one image (PS3.4 B.5), by what comes behind `storage`. */
const kinds: Readonly<Record<string, ObjectKind>> = {
  '2.1': 'frames',
  '2.2': 'frames',
  '3': 'frames',
  '3.1': 'frames',
  '4.1': 'frames',
  '4.2': 'spectroscopy',
  '4.3': 'frames',
  '4.4': 'frames',
  '6.2': 'frames',
  '6.3': 'frames',
  '7.1': 'frames',
  '7.2': 'frames',
  '7.3': 'frames',
  '7.4': 'frames',
  '12.1': 'frames',
  '12.1.1': 'frames',
  '12.2': 'frames',
  '12.2.1': 'frames',
  '13.1.1': 'frames',
  '13.1.2': 'frames',
  '13.1.3': 'frames',
  '13.1.4': 'frames',
  '13.1.5': 'frames',
  '14.1': 'frames',
  '14.2': 'frames',
  '20': 'frames',
  '30': 'frames',
  '66': 'raw',
  '66.1': 'registration',
  '66.2': 'registration',
  '66.3': 'registration',
  '66.4': 'segmentation',
  '66.5': 'surface',
  '66.6': 'raw',
  '66.7': 'segmentation',
  '67': 'raw',
  '68.1': 'surface',
  '68.2': 'surface',
  '77.1.1.1': 'video',
  '77.1.2.1': 'video',
  '77.1.4.1': 'video',
  '77.1.5.1': 'frames',
  '77.1.5.2': 'frames',
  '77.1.5.3': 'raw',
  '77.1.5.4': 'frames',
  '77.1.5.8': 'frames',
  '77.1.6': 'frames',
  '77.2': 'frames',
  '90.1': 'raw',
  '91.1': 'raw',
  '104.1': 'pdf',
  '104.2': 'document',
  '104.3': 'surface',
  '104.4': 'surface',
  '104.5': 'surface',
  '128.1': 'frames',
  '130': 'frames',
  '131': 'presentation',
  '481.2': 'frames',
  '481.3': 'structures',
  '481.4': 'plan',
  '481.5': 'plan',
  '481.6': 'plan',
  '481.7': 'plan',
  '481.8': 'plan',
  '481.9': 'plan',
  '481.10': 'plan',
  '481.11': 'structures',
  '481.23': 'frames',
  '481.24': 'frames',
  '601.2': 'frames',
};

/** Transfer syntaxes in which an object is a film: MPEG-2, MPEG-4 and HEVC (PS3.5 A.4.5 and on). */
const films = /^1\.2\.840\.10008\.1\.2\.4\.10[0-8](\.1)?$/;

/** What an object is, by its class; unknown classes may have an image. */
export function kindOf({
  SOPClassUID,
  TransferSyntaxUID,
}: Pick<ViewedInstance, 'SOPClassUID' | 'TransferSyntaxUID'>): ObjectKind {
  if (films.test(TransferSyntaxUID)) return 'video';
  if (!SOPClassUID.startsWith(storage)) return 'image';
  const end = SOPClassUID.slice(storage.length);
  if (end.startsWith('88.')) return 'report';
  if (end.startsWith('11.')) return 'presentation';
  if (end.startsWith('9.')) return 'waveform';
  // Radiations of the second generation of RT, and their records.
  if (/^481\.(?:1[2-9]|2[0-2])$/.test(end)) return 'plan';
  // Measurements of eyes and lenses, and protocols, have no pixels.
  if (/^(?:78|79|80|200)\./.test(end)) return 'raw';
  return kinds[end] ?? 'image';
}

/** What is shown at once: a stack of objects with one image each, or a single object. */
export type Shown =
  | { is: 'stack'; instances: readonly StackedInstance[] }
  | { is: 'object'; kind: ObjectKind; instance: StackedInstance };

/**
 * What a series has to show, in its order: objects with one image are one stack, ordered by where they lie; everything
 * else stands alone, also what has frames though its class is one of single images. A lone image stands alone too.
 */
export function shownOf(instances: readonly StackedInstance[]): Shown[] {
  const isImage = (instance: StackedInstance) =>
    kindOf(instance) === 'image' && (instance.frames === null || instance.frames === 1);
  const images = instances.filter(isImage);
  const shown: Shown[] = [];
  for (const instance of instances) {
    if (!isImage(instance) || images.length === 1)
      shown.push({ is: 'object', kind: kindOf(instance), instance });
    else if (instance === images[0]) shown.push({ is: 'stack', instances: stacked(images) });
  }
  return shown;
}

/** Which of the shown parts has an instance; -1 where none has. */
export function placeIn(shown: readonly Shown[], SOPInstanceUID: string): number {
  return shown.findIndex((part) =>
    part.is === 'stack'
      ? part.instances.some((one) => one.SOPInstanceUID === SOPInstanceUID)
      : part.instance.SOPInstanceUID === SOPInstanceUID,
  );
}

function stacked(images: readonly StackedInstance[]): StackedInstance[] {
  const placed = images.map(({ geometry, timePoint, InstanceNumber }) => ({
    geometry,
    timePoint,
    number: InstanceNumber,
  }));
  return orderOfStack(placed).flatMap((index) => images[index] ?? []);
}
