/**
 * Storage SOP classes whose objects belong to no patient, study or series (PS3.4 GG, Non-Patient Object Storage), and
 * what people call them.
 */
const nonPatientClasses: ReadonlyMap<string, string> = new Map([
  ['1.2.840.10008.5.1.4.1.1.200.1', 'CT defined procedure protocols'],
  ['1.2.840.10008.5.1.4.1.1.200.3', 'protocol approvals'],
  ['1.2.840.10008.5.1.4.1.1.200.7', 'XA defined procedure protocols'],
  ['1.2.840.10008.5.1.4.1.1.201.1', 'inventories'],
  ['1.2.840.10008.5.1.4.38.1', 'hanging protocols'],
  ['1.2.840.10008.5.1.4.39.1', 'color palettes'],
  ['1.2.840.10008.5.1.4.43.1', 'implant templates'],
  ['1.2.840.10008.5.1.4.44.1', 'implant assembly templates'],
  ['1.2.840.10008.5.1.4.45.1', 'implant template groups'],
]);

/** What people call the objects of a storage SOP class that belong to no patient; undefined for all other classes. */
export function nonPatientObjects(SOPClassUID: string): string | undefined {
  return nonPatientClasses.get(SOPClassUID);
}
