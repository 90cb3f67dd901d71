import type { History } from '../../database/index.ts';

/** Rows that are read before anything else gets a turn. */
const atOnce = 1000;
/** Shorter words stand everywhere by chance. */
const shortestWord = 3;
/** Tags of patients and studies that tell who somebody is. */
const identifying = [
  'PatientName',
  'PatientID',
  'OtherPatientIDs',
  'PatientBirthDate',
  'PatientAddress',
  'PatientTelephoneNumbers',
  'PatientMotherBirthName',
  'AccessionNumber',
  'StudyID',
];

/** What patients of an application are called, to be found in any text. */
export interface Identities {
  /** Words of names, and identifiers, without case. */
  has(word: string): boolean;
}

/**
 * Reads who the patients of these histories are: names, identifiers, dates of birth, numbers of studies.
 * @throws the reason of the signal
 */
export async function readIdentities(
  histories: readonly History[],
  signal: AbortSignal,
): Promise<Identities> {
  const words = new Set<string>();
  const add = (value: unknown): void => {
    if (typeof value === 'string') {
      for (const parts of [value.split(/[\s^=,;\\|/]+/), value.split(/[^\p{L}\p{N}\p{M}]+/u), [value]])
        for (const word of parts) if (word.length >= shortestWord) words.add(fold(word));
    } else if (Array.isArray(value)) value.forEach(add);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(add);
  };
  for (const history of histories) {
    for (const table of tables) {
      let after = 0;
      for (;;) {
        const rows = history.all<Row>(
          `SELECT key, ${table.columns} FROM ${table.name} WHERE key > ? ORDER BY key LIMIT ${atOnce}`,
          [after],
        );
        for (const { key: _key, tags, ...columns } of rows) {
          Object.values(columns).forEach(add);
          const read = readTags(tags);
          for (const keyword of identifying) add(read[keyword]);
        }
        const last = rows.at(-1);
        if (last === undefined) break;
        after = last.key;
        // Whoever waits for the engine comes first.
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
      }
    }
  }
  return { has: (word) => words.has(fold(word)) };
}

interface Row {
  key: number;
  tags: string;
  [column: string]: string | number;
}

/** Names are ours: no word of anybody else stands in the statement. */
const tables = [
  { name: 'patient', columns: 'PatientID, PatientName, tags' },
  { name: 'study', columns: 'AccessionNumber, tags' },
];

const fold = (word: string) => word.normalize('NFC').toLowerCase();

function readTags(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
