/** One part of what was typed: words, or a value of one element. */
export interface SearchTerm {
  /** As typed before the colon; null where there is none. */
  name: string | null;
  text: string;
  /** In quotation marks that are closed: the last word is whole as well. */
  isQuoted: boolean;
}

/** More parts are not looked at. */
const mostTerms = 20;

/** `name:"quoted words"`, `"quoted words"`, `name:word` or `word`; a quotation mark that is not closed ends with the text. */
const part = /(?:([A-Za-z]+):)?(?:"([^"]*)("?)|([^\s"]+))/g;

/** The parts of a search, in order. Each of them has to be found. */
export function readSearch(text: string): SearchTerm[] {
  return (
    [...text.matchAll(part)]
      .map(([, name, quoted, closing, word]) => ({
        name: name ?? null,
        text: quoted ?? word ?? '',
        isQuoted: closing === '"',
      }))
      // A name whose value is still to be typed says nothing yet.
      .filter(({ text: typed }) => typed.trim() !== '' && !/^[A-Za-z]+:$/.test(typed))
      .slice(0, mostTerms)
  );
}
