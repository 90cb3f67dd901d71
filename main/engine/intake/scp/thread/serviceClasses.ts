import { nonPatientObjects } from '../../../dicom/index.ts';
import { storageCommitment } from '../commitment/index.ts';

/** SOP classes by what the C-STORE door does with them. UIDs are of PS3.4 and PS3.6 annex A. */

export const verification = '1.2.840.10008.1.1';
const worklist = '1.2.840.10008.5.1.4.31';

/**
 * Services of the standard that store nothing. All other SOP classes are storage: those of today's standard, those of
 * the next one, and private ones, which nobody can list.
 */
const otherServices = new Set([
  '1.2.840.10008.1.3.10', // media storage directory, for media only
  '1.2.840.10008.1.9', // basic study content notification
  '1.2.840.10008.1.20.2', // storage commitment pull model
  '1.2.840.10008.1.40', // procedural event logging
  '1.2.840.10008.1.42', // substance administration logging
  worklist,
  '1.2.840.10008.5.1.4.33', // instance availability notification
  '1.2.840.10008.5.1.4.41', // product characteristics query
  '1.2.840.10008.5.1.4.42', // substance approval query
  '1.2.840.10008.5.1.4.34.2', // RT conventional machine verification, trial
  '1.2.840.10008.5.1.4.34.3', // RT ion machine verification, trial
  '1.2.840.10008.5.1.4.34.8', // RT conventional machine verification
  '1.2.840.10008.5.1.4.34.9', // RT ion machine verification
  // Query, move and get of protocols, inventories and templates, whose storage lies between them.
  ...among('1.2.840.10008.5.1.4.1.1.200', [4, 5, 6]),
  ...among('1.2.840.10008.5.1.4.1.1.201', [2, 3, 4, 5, 6]),
  ...among('1.2.840.10008.5.1.4.20', [1, 2, 3]),
  ...[38, 39, 43, 44, 45].flatMap((group) => among(`1.2.840.10008.5.1.4.${group}`, [2, 3, 4])),
]);

/** Whole families of services that store nothing, and what people call them. */
const otherFamilies: readonly [prefix: string, name: string][] = [
  ['1.2.840.10008.3.1.2.', 'procedure steps (MPPS)'], // detached management too
  ['1.2.840.10008.5.1.1.', 'print'], // media creation, display system too
  ['1.2.840.10008.5.1.4.1.2.', 'query and retrieve'],
  ['1.2.840.10008.5.1.4.32.', 'general purpose worklist'],
  ['1.2.840.10008.5.1.4.34.4.', 'unified procedure steps'], // trial
  ['1.2.840.10008.5.1.4.34.6.', 'unified procedure steps'],
  ['1.2.840.10008.5.1.4.37.', 'relevant patient information'],
  ['1.2.840.10008.10.', 'real-time video'],
];

function among(root: string, numbers: readonly number[]): string[] {
  return numbers.map((number) => `${root}.${number}`);
}

/** True for SOP classes whose instances are taken: those that belong to a patient, since others cannot be filed. */
export function isStorageClass(uid: string): boolean {
  if (!/^[0-9][0-9A-Za-z.]*$/.test(uid) || uid === verification || uid === storageCommitment) return false;
  return !otherServices.has(uid) && familyOf(uid) === undefined && nonPatientObjects(uid) === undefined;
}

/** What people call a service that is not done here; what was given where they have no short name for it. */
export function serviceName(uid: string): string {
  if (uid === worklist) return 'modality worklist';
  const [, name] = familyOf(uid) ?? [];
  return name ?? nonPatientObjects(uid) ?? uid;
}

function familyOf(uid: string) {
  return otherFamilies.find(([prefix]) => uid.startsWith(prefix));
}
