import type { LogDocument } from './logDocument.ts';
import { openLines, sumOf } from './logSearch.ts';
import type { Found, Matches } from './logSearch.ts';
import type { LinesToSearch, SearchedLines } from './searchLines.ts';

/** Lines that are searched at once. */
const linesAtOnce = 20_000;
/** Time that searching these may take, in milliseconds; a usual expression takes a few hundredths of it. */
const longestMs = 1000;

/** Searches lines in a thread of its own, which can be ended. */
export interface Searcher {
  post(lines: LinesToSearch): void;
  end(): void;
}

/** What an expression found so far. */
export interface TimedMatches extends Matches {
  /** Lines before this one have been searched: the expression stands none of them still. */
  searchedTo: number;
  /** Why it was given up: it took too long, or what searches could not be started or ended by itself. */
  problem: 'endless' | 'failed' | null;
}

/** A search by expressions, some of which take for ever on one line: they are given up. */
export interface TimedSearch {
  /** Searches on, from where it was for the same expression; null: for nothing. */
  look(expression: RegExp | null): void;
  matches(expression: RegExp | null): TimedMatches;
  close(): void;
}

const nothing: TimedMatches = { lines: [], hits: 0, searchedTo: 0, problem: null };

export function createTimedSearch(options: {
  log: LogDocument;
  /** `fail` is called when the thread could not be started, or ended by itself. */
  start: (hear: (answer: SearchedLines) => void, fail: () => void) => Searcher;
  onChange: () => void;
  limitMs?: number;
}): TimedSearch {
  const { log, start, onChange, limitMs = longestMs } = options;
  let searcher: Searcher | null = null;
  let expression: RegExp | null = null;
  let found: Found[] = [];
  let searchedTo = 0;
  let problem: TimedMatches['problem'] = null;
  /** What is being searched; answers to anything else come too late. */
  let asked: { id: number; to: number } | null = null;
  let lastId = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told: TimedMatches = nothing;

  function stop(): void {
    clearTimeout(timer);
    asked = null;
    searcher?.end();
    searcher = null;
  }

  function tell(): void {
    told = { ...sumOf(found), searchedTo, problem };
    onChange();
  }

  function giveUp(why: 'endless' | 'failed'): void {
    stop();
    problem = why;
    found = [];
    tell();
  }

  function hear(answer: SearchedLines): void {
    if (asked?.id !== answer.id) return;
    if (answer.is === 'begun') {
      timer = setTimeout(() => giveUp('endless'), limitMs);
      return;
    }
    clearTimeout(timer);
    found.push(...answer.found);
    searchedTo = asked.to;
    asked = null;
    tell();
    goOn();
  }

  function goOn(): void {
    const end = log.forgotten + log.lines.length;
    if (expression === null || problem !== null || asked !== null || searchedTo >= end) return;
    const from = Math.max(log.forgotten, searchedTo);
    const to = Math.min(end, from + linesAtOnce);
    lastId += 1;
    asked = { id: lastId, to };
    searcher ??= start(hear, () => giveUp('failed'));
    const texts = log.lines.slice(from - log.forgotten, to - log.forgotten).map(({ text }) => text);
    searcher.post({ id: lastId, source: expression.source, flags: expression.flags, from, texts });
  }

  return {
    look(wanted) {
      if (wanted?.source !== expression?.source) {
        // It may be at something that never ends.
        if (asked !== null) stop();
        expression = wanted;
        [found, searchedTo, problem, told] = [[], 0, null, nothing];
      } else if (asked === null && searchedTo > 0) {
        // The last lines may have grown since.
        searchedTo = Math.max(
          log.forgotten,
          Math.min(searchedTo, log.forgotten + log.lines.length - openLines),
        );
        found = found.filter(({ line }) => line >= log.forgotten && line < searchedTo);
      }
      goOn();
    },
    matches: (wanted) => (wanted !== null && wanted.source === expression?.source ? told : nothing),
    close: stop,
  };
}
