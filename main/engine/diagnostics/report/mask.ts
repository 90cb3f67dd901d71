import path from 'node:path';
import { maskSecrets } from '../../secrets/index.ts';
import { isShort } from './identities.ts';
import type { Identities } from './identities.ts';

/** Takes out of texts whatever could tell who a patient is. */
export interface Mask {
  /** A text that somebody else wrote: an error, a line of a log. What is quoted in it is masked, unless it is known. */
  text(text: string): string;
  /** A text of our own, with names of ours in it: only what is of patients is masked. */
  own(text: string): string;
  /** Places that were masked so far. */
  count(): number;
}

/** A folder of ours by the word that stands for it. */
interface KnownFolder {
  folder: string;
  word: string;
}

/** Object identifiers of DICOM itself (PS3.6, annex A): they name kinds of things, not things. */
const standardUid = /^1\.2\.840\.10008\./;
const uid = /\b[0-2](?:\.(?:0|[1-9]\d*)){3,}\b/g;
/** `8c6a6f6f-…` with five groups of eight: made of identifiers of patient, study or series. */
const orthancId = /\b[0-9a-f]{8}(?:-[0-9a-f]{8}){4}\b/gi;
/** A name as DICOM writes it (PS3.5, section 6.2, PN). It begins where a run of letters does: looked for at each of them, long runs take hours. */
const personName =
  /(?<![^\s"'(),;:=<>[\]{}])[^\s"'(),;:=<>[\]{}]*\^[^\s"'(),;:<>[\]{}]*(?:[ ^][^\s"'(),;:<>[\]{}]*\^[^\s"'(),;:<>[\]{}]*)*/g;
/** A date as DICOM or people write it, but for one that a time follows. */
const date = /\b(?:18|19|20)\d\d[-./]?(?:0[1-9]|1[0-2])[-./]?(?:0[1-9]|[12]\d|3[01])\b(?![T ]\d\d:)/g;
const germanDate = /\b(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])[./](?:18|19|20)\d\d\b/g;
/** As long as identifiers of people are; ids of processes and ports are shorter. */
const longNumber = /\b\d{6,}\b/g;
/** Letters and digits together, as in `PAT-00123` or `M4711`. */
const mixedId = /\b[A-Za-z]{1,6}[-_]?\d{3,}[\w-]*\b/g;
const fileName =
  /(?<![^\s"'/\\()<>])[^\s"'/\\()<>]+\.(?:dcm|dicom|ima|nii(?:\.gz)?|nrrd|mha|zip|tar(?:\.gz)?|tgz|pdf|png|jpe?g|csv|hl7)\b/gi;
const quoted = /"([^"\n]*)"|“([^”\n]*)”|‘([^’\n]*)’|«([^»\n]*)»|(?<![\w])'([^'\n]*)'(?![\w])/g;
/** In a text that is cut: what is quoted may end with it. */
const quotedInCut =
  /"([^"\n]*)(?:"|$)|“([^”\n]*)(?:”|$)|‘([^’\n]*)(?:’|$)|«([^»\n]*)(?:»|$)|(?<![\w])'([^'\n]*)(?:'(?![\w])|$)/g;
/** To the end of what can belong to a path: names of patients have blanks in them. */
const absolutePath = /(?:\b[A-Za-z]:[\\/]|\\\\|(?<![\w.<>/:~])\/)(?=[^\s/\\])[^"'\n:;,<>|]*/g;
/** Folders of the system, in which nobody keeps patients; what follows is no path any more. */
const systemPath = /^\/(?:usr|bin|lib|etc|dev|proc)(?:\/[\w.+-]+)+(?= |$)/;
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}_.'-]*[\p{L}\p{N}\p{M}]|[\p{L}\p{N}]+/gu;

/** Scripts that write no blanks between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々ー]+/gu;
/** Longest name in one of them, in characters. */
const longestUnspaced = 8;
/** What may stand between two words of a name. */
const betweenWords = /^[ ,_.^-]{1,2}$/;
/** More of a text is not read, in characters: it is told for people to read. */
const longestText = 10_000;
/** Of a longer one the last characters that were read are not told: half of a name or quote is not known for one. */
const untold = 1000;

const masked = '•••';
/** What hangs on something masked belongs to it: `KH-0815/47`. */
const rest = /•••(?:(?:[-/^_.]|, ?| )?•••|[-/^_][\p{L}\p{N}]+)+/gu;

/**
 * @param options.folders ours, whose own names may be told
 * @param options.known names of ours that may stand in quotes: applications, services, workers, channels, AE titles
 */
export function createMask(options: {
  identities: Identities;
  folders: readonly KnownFolder[];
  known: readonly string[];
}): Mask {
  const { identities } = options;
  let count = 0;
  const hide = (): string => {
    count += 1;
    return masked;
  };
  const folders = options.folders.toSorted((one, other) => other.folder.length - one.folder.length);
  const known = new Set(options.known);

  /** The beginning of a path that is ours, and nothing of what lies in archives below it. */
  function pathInWords(whole: string): string {
    const found = folders.find(
      ({ folder }) => whole === folder || whole.startsWith(`${folder}/`) || whole.startsWith(`${folder}\\`),
    );
    if (found === undefined) {
      const system = systemPath.exec(whole)?.[0] ?? '';
      return system === '' || hasPatient(system) ? hide() : whole;
    }
    const below = whole.slice(found.folder.length);
    const parts = below.split(/[\\/]/).filter((part) => part !== '');
    if (parts.length === 0) return found.word;
    const isOwn = parts.every((part) => ownNames.has(part)) && parts.length <= mostOwnParts;
    return isOwn
      ? [found.word, ...parts].join('/')
      : [found.word, ...parts.slice(0, 1).filter((part) => ownNames.has(part)), hide()].join('/');
  }
  const hasPatient = (text: string) => (text.match(word) ?? []).some((one) => isPatients(one));
  function isPatients(one: string): boolean {
    const parts = one.split(/[_.'-]+/);
    // All are asked for, whatever the first answers are: what is asked is looked up later.
    const known = [one, ...parts].filter((part) => !isShort(part)).filter((part) => identities.has(part));
    const pairs = parts.slice(1).filter((part, index) => isPair(parts[index] ?? '', part));
    return known.length + pairs.length > 0;
  }
  /** Two words of one name, of which one is too short to be known by itself. */
  function isPair(one: string, other: string): boolean {
    return (isShort(one) || isShort(other)) && identities.has(`${one} ${other}`);
  }
  function words(text: string): string {
    const found = [...text.matchAll(word)].map(({ 0: one, index }) => ({
      one,
      at: index,
      end: index + one.length,
      isPatients: isPatients(one),
    }));
    for (const [index, before] of found.slice(0, -1).entries()) {
      const next = found[index + 1];
      if (next === undefined || !betweenWords.test(text.slice(before.end, next.at))) continue;
      if (isPair(before.one, next.one)) before.isPatients = next.isPatients = true;
    }
    let [told, at] = ['', 0];
    for (const { at: from, end, isPatients: isHidden } of found) {
      if (!isHidden) continue;
      told += text.slice(at, from) + hide();
      at = end;
    }
    return told + text.slice(at);
  }
  /** Names within a run of letters that has no blanks; the longest first. */
  function namesWithin(run: string): string {
    const letters = Array.from(run);
    let told = '';
    for (let at = 0; at < letters.length;) {
      let length = Math.min(longestUnspaced, letters.length - at);
      // One letter alone is a word only where nothing else stands beside it.
      const shortest = letters.length === 1 ? 1 : 2;
      while (length >= shortest && !identities.has(letters.slice(at, at + length).join(''))) length -= 1;
      const isName = length >= shortest;
      told += isName ? hide() : letters[at];
      at += isName ? length : 1;
    }
    return told;
  }

  function patterns(text: string): string {
    const open = text
      .replace(personName, (found) => (found === '^' ? found : hide()))
      .replace(uid, (found) => (standardUid.test(found) || isVersion(found) ? found : hide()))
      .replace(orthancId, hide)
      .replace(fileName, (found) => (ownNames.has(found) ? found : hide()))
      .replace(date, hide)
      .replace(germanDate, hide)
      .replace(longNumber, hide)
      .replace(unspaced, namesWithin);
    return words(open).replace(rest, masked);
  }
  /** Without what a machine writes of itself: addresses of this program's own folders come through. */
  const paths = (text: string) => text.replace(absolutePath, pathInWords);

  return {
    count: () => count,
    own: (text) => told(text, (read) => patterns(paths(maskSecrets(read)))),
    text: (text) =>
      told(text, (read, isCut) => {
        const open = maskSecrets(read).replace(
          isCut ? quotedInCut : quoted,
          (whole: string, ...parts: (string | undefined)[]) => {
            const inside = parts.slice(0, 5).find((part) => part !== undefined) ?? '';
            if (inside === '' || known.has(inside)) return whole;
            return whole.slice(0, 1) + hide() + whole.slice(inside.length + 1);
          },
        );
        return patterns(paths(open)).replace(mixedId, (found) => (known.has(found) ? found : hide()));
      }),
  };
}

/** `20.10.24.1`: versions and addresses have few and short parts. */
const isVersion = (text: string) => text.split('.').length <= 4 && text.length <= 15;

/** A text as it is told: masked, and cut where it is long. What has no blank there is not told. */
function told(text: string, mask: (read: string, isCut: boolean) => string): string {
  if (text.length <= longestText) return mask(text, false);
  const read = mask(wordsWithin(text, longestText), true);
  const words = wordsWithin(read, Math.max(0, read.length - untold));
  return words === '' ? masked : `${words} …`;
}

/** As many whole words from the beginning of a text as these characters have room for. */
function wordsWithin(text: string, length: number): string {
  return text
    .slice(0, length + 1)
    .replace(/(?<!\S)\S+$/, '')
    .trimEnd();
}

const mostOwnParts = 2;
/** Names that this program gives its own files and folders. */
const ownNames: ReadonlySet<string> = new Set([
  'engine.log',
  'engine.log.1',
  'logs',
  'archive',
  'staging',
  'quarantine',
  'runs',
  'registry',
  'modules',
  'backups',
  'components',
  'container-logs',
  'applications',
  'application.json',
  'history.sqlite',
  'services.json',
  'secrets.json',
  'network.json',
  'tasks.json',
  'socket',
  'sources',
  'window',
  'workers',
  'scratch',
  'golden',
  'planning',
  path.basename(process.execPath),
]);
