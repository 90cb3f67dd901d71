import type { History } from '../../database/index.ts';

/** Rows that are read before anything else gets a turn. */
const atOnce = 1000;
/** Shorter words of Latin letters and digits stand everywhere by chance. */
const shortestLatin = 3;
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

/** What patients are called, to be found in any text. */
export interface Identities {
  /** Words of names, and identifiers, without case; or two words of one name with a blank between. */
  has(word: string): boolean;
}

/** Which words a text asks for, so that only these are looked for among all patients. */
export interface AskedWords extends Identities {
  /**
   * Those that stand for patients of the histories: names, identifiers, dates of birth, numbers of studies. What was not
   * asked before is taken for one.
   * @throws the reason of the signal
   */
  lookUp(histories: readonly History[], signal: AbortSignal): Promise<Identities>;
}

/** Remembers what it is asked for, and knows nobody. */
export function createAskedWords(): AskedWords {
  const asked = new Set<string>();
  return {
    has(word) {
      asked.add(fold(word));
      return false;
    },
    async lookUp(histories, signal) {
      const found = new Set<string>();
      for (const history of histories) {
        for (const table of tables) await readTable(history, table, asked, found, signal);
      }
      return { has: (word) => found.has(fold(word)) || !asked.has(fold(word)) };
    },
  };
}

/** A word that is too short to stand for somebody by itself: beside another of the same name it does. */
export function isShort(word: string): boolean {
  return word.length < shortestLatin && /^[\p{Script=Latin}\p{N}]*$/u.test(word);
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

async function readTable(
  history: History,
  { name, columns }: (typeof tables)[number],
  asked: ReadonlySet<string>,
  found: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  const add = (value: unknown): void => {
    if (typeof value === 'string') {
      for (const word of wordsOf(value)) if (asked.has(word)) found.add(word);
    } else if (Array.isArray(value)) value.forEach(add);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(add);
  };
  for (let after = 0; ;) {
    const rows = history.all<Row>(
      `SELECT key, ${columns} FROM ${name} WHERE key > ? ORDER BY key LIMIT ${atOnce}`,
      [after],
    );
    for (const { key: _key, tags, ...texts } of rows) {
      Object.values(texts).forEach(add);
      const read = readTags(tags);
      for (const keyword of identifying) add(read[keyword]);
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.key;
    // Whoever waits for the engine comes first.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }
}

/** By which words a value is found: itself, its parts, and two parts of one name where one is short or without blanks. */
function* wordsOf(value: string): Generator<string> {
  const whole = fold(value);
  for (const parts of [whole.split(/[\s^=,;\\|/]+/), whole.split(/[^\p{L}\p{N}\p{M}]+/u), [whole]]) {
    for (const word of parts) if (word !== '' && !isShort(word)) yield word;
  }
  for (const group of whole.split('=')) {
    const parts = group.split(/[^\p{L}\p{M}]+/u).filter((part) => part !== '');
    for (const one of parts) {
      for (const other of parts) {
        if (one === other) continue;
        if (isShort(one) || isShort(other)) yield `${one} ${other}`;
        // Scripts that write no blanks between the parts of a name.
        else if (!isLatin.test(one)) yield `${one}${other}`;
      }
    }
  }
}

const isLatin = /\p{Script=Latin}/u;

const fold = (word: string) => word.normalize('NFC').toLowerCase();

function readTags(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
