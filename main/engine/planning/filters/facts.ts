import { readValues } from '../../dicom/index.ts';

const tags = {
  ImageType: 0x0008_0008,
  SOPClassUID: 0x0008_0016,
  Modality: 0x0008_0060,
  Manufacturer: 0x0008_0070,
  SeriesDescription: 0x0008_103e,
  ImagePositionPatient: 0x0020_0032,
  ImageOrientationPatient: 0x0020_0037,
} as const;

/** Group of the private elements by which the original marks what it made (compatibility document, section 1.3). */
const ownGroup = 0x0405;
const ownCreator = 'DCM-PROCESSOR';

/** What the rules ask of an instance; absent texts are empty. */
export type InstanceFacts = Record<keyof typeof tags, string> & {
  /** Required tags that it has no value for, as they are named in the options. */
  lacking: string[];
  /** It has private elements of DCM-PROCESSOR. */
  isMarkedOwn: boolean;
};

/** A required tag: its name in the options, and its number where there is such an element. */
export type RequiredTag = readonly [name: string, tag: number | null];

/**
 * Reads what the rules ask of an archived file. Waits for the disk.
 * @throws when the file cannot be read as DICOM
 */
export function readFacts(file: string, required: readonly RequiredTag[]): InstanceFacts {
  const values = readValues(file, wantedTags(required));
  const text = (tag: number) => values.get(tag) ?? '';
  return {
    ImageType: text(tags.ImageType),
    SOPClassUID: text(tags.SOPClassUID),
    Modality: text(tags.Modality).trim(),
    Manufacturer: text(tags.Manufacturer),
    SeriesDescription: text(tags.SeriesDescription).trim(),
    ImagePositionPatient: text(tags.ImagePositionPatient),
    ImageOrientationPatient: text(tags.ImageOrientationPatient),
    lacking: required.filter(([, tag]) => tag === null || !values.has(tag)).map(([name]) => name),
    isMarkedOwn: ownCreators.some((tag) => text(tag).trim() === ownCreator),
  };
}

/** Elements in which a private creator of the group may stand (PS3.5 7.8.1); the usual ones are enough. */
const ownCreators = Array.from({ length: 16 }, (_, index) => ownGroup * 0x1_0000 + 0x10 + index);

let known: { required: readonly RequiredTag[]; wanted: Set<number> } | null = null;

function wantedTags(required: readonly RequiredTag[]): Set<number> {
  if (known?.required !== required) {
    const numbers = required.flatMap(([, tag]) => (tag === null ? [] : [tag]));
    known = { required, wanted: new Set([...Object.values(tags), ...ownCreators, ...numbers]) };
  }
  return known.wanted;
}
