/** Directory record types of SOP classes that are no images (PS3.3, table F.4-1). */
const exact: Readonly<Record<string, string>> = {
  '1.2.840.10008.5.1.4.1.1.4.2': 'SPECTROSCOPY',
  '1.2.840.10008.5.1.4.1.1.66': 'RAW DATA',
  '1.2.840.10008.5.1.4.1.1.66.1': 'REGISTRATION',
  '1.2.840.10008.5.1.4.1.1.66.2': 'FIDUCIAL',
  '1.2.840.10008.5.1.4.1.1.66.3': 'REGISTRATION',
  '1.2.840.10008.5.1.4.1.1.66.5': 'SURFACE',
  '1.2.840.10008.5.1.4.1.1.66.6': 'TRACT',
  '1.2.840.10008.5.1.4.1.1.67': 'VALUE MAP',
  '1.2.840.10008.5.1.4.1.1.68.1': 'SURFACE SCAN',
  '1.2.840.10008.5.1.4.1.1.68.2': 'SURFACE SCAN',
  '1.2.840.10008.5.1.4.1.1.77.1.5.3': 'STEREOMETRIC',
  '1.2.840.10008.5.1.4.1.1.78.6': 'SR DOCUMENT',
  '1.2.840.10008.5.1.4.1.1.79.1': 'SR DOCUMENT',
  '1.2.840.10008.5.1.4.1.1.88.59': 'KEY OBJECT DOC',
  '1.2.840.10008.5.1.4.1.1.481.2': 'RT DOSE',
  '1.2.840.10008.5.1.4.1.1.481.3': 'RT STRUCTURE SET',
  '1.2.840.10008.5.1.4.1.1.481.4': 'RT TREAT RECORD',
  '1.2.840.10008.5.1.4.1.1.481.5': 'RT PLAN',
  '1.2.840.10008.5.1.4.1.1.481.6': 'RT TREAT RECORD',
  '1.2.840.10008.5.1.4.1.1.481.7': 'RT TREAT RECORD',
  '1.2.840.10008.5.1.4.1.1.481.8': 'RT PLAN',
  '1.2.840.10008.5.1.4.1.1.481.9': 'RT TREAT RECORD',
};
/** Those of all others whose UIDs begin so. */
const families: readonly [prefix: string, type: string][] = [
  ['1.2.840.10008.5.1.4.1.1.9.', 'WAVEFORM'],
  ['1.2.840.10008.5.1.4.1.1.11.', 'PRESENTATION'],
  ['1.2.840.10008.5.1.4.1.1.78.', 'MEASUREMENT'],
  ['1.2.840.10008.5.1.4.1.1.88.', 'SR DOCUMENT'],
  ['1.2.840.10008.5.1.4.1.1.104.', 'ENCAP DOC'],
];

/** How a directory calls an instance of a SOP class. */
export function recordTypeOf(SOPClassUID: string): string {
  return exact[SOPClassUID] ?? families.find(([prefix]) => SOPClassUID.startsWith(prefix))?.[1] ?? 'IMAGE';
}
