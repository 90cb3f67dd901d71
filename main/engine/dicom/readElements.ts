import { setImmediate as pause } from 'node:timers/promises';
import { mostElements } from '../../../contract/index.ts';
import type { TagElement } from '../../../contract/index.ts';
import { withDataSet } from './dataSetIn.ts';
import type { OpenDataSet } from './dataSetIn.ts';
import type { Dictionary } from './dictionary.ts';
import { listElements } from './elementList.ts';
import { explicitLittleEndian } from './elements.ts';
import { bytesToRead } from './elementValue.ts';
import type { ShownLength } from './elementValue.ts';
import { loadDictionary } from './readTags.ts';
import { walkDataSet } from './walk.ts';

/** What a list gives of each value. */
const shown: ShownLength = { text: 400, bytes: 64 };
/** What is given of a value that is asked for as a whole. */
const whole: ShownLength = { text: 1_000_000, bytes: 64 * 1024 };
/** Elements after which others have their turn: a file may have tens of thousands. */
const atOnce = 1000;

/** All elements of a file, as far as they can be read. */
export interface ElementList {
  elements: TagElement[];
  /** There are more than are given. */
  isCut: boolean;
  /** Why the rest could not be read; null where it could. */
  problem: string | null;
}

/**
 * All elements of a DICOM file in their order, its file meta information first. Pixel data is stepped over.
 * @param most how much of each value is given
 * @throws EngineError `disk-failed` when the file cannot be read or is not DICOM
 */
export async function readElements(file: string, most = shown): Promise<ElementList> {
  const dictionary = await loadDictionary();
  return withDataSet(file, bytesToRead(most), async (dataSet) => {
    const elements: TagElement[] = [];
    for (const element of elementsIn(dataSet, dictionary, () => most)) {
      if (elements.length === mostElements) return { elements, isCut: true, problem: null };
      elements.push(element);
      if (elements.length % atOnce === 0) await pause();
    }
    return { elements, isCut: false, problem: problemOf(dataSet) };
  });
}

/**
 * One element with the whole of its text, up to a million characters, or the first 64 KiB of a binary value; null where the file has none at that path.
 * @param path as `readElements` gives it
 * @throws EngineError `disk-failed` when the file cannot be read or is not DICOM
 */
export async function readElementAt(file: string, path: string): Promise<TagElement | null> {
  const dictionary = await loadDictionary();
  return withDataSet(file, bytesToRead(whole), async (dataSet) => {
    let seen = 0;
    // Of those on the way nothing is wanted: private ones may be large.
    const mostOf = (one: string) => (one === path ? whole : shown);
    for (const element of elementsIn(dataSet, dictionary, mostOf)) {
      if (element.path === path) return element;
      seen += 1;
      if (seen % atOnce === 0) await pause();
    }
    return null;
  });
}

function* elementsIn(
  dataSet: OpenDataSet,
  dictionary: Dictionary,
  mostOf: (path: string) => ShownLength,
): Generator<TagElement> {
  const { meta, source, at, encoding } = dataSet;
  if (meta !== null) {
    const part = { from: meta.from, end: meta.end, encoding: explicitLittleEndian };
    yield* listElements(meta.source, part, dictionary, mostOf);
  }
  yield* listElements(source, { from: at, end: source.size, encoding }, dictionary, mostOf);
}

/** What is wrong with the structure of the data set; a list of its elements only ends early. */
function problemOf({ source, at, encoding }: OpenDataSet): string | null {
  const walk = walkDataSet(source, at, encoding, () => undefined);
  return walk.end === 'broken' ? `The file ${walk.problem}.` : null;
}
