import type { z } from 'zod';
import { formatCount } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import { asSentence } from './asSentence.ts';

/** The contract says some things in its own words; for the others zod's are too technical. */
export function issueInWords(issue: z.core.$ZodIssue): string {
  const words = texts.doorSettings.problems;
  if (!/^(Too (small|big)|Invalid)/.test(issue.message)) return asSentence(issue.message);
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? words.whole : words.numberNeeded;
    case 'too_small':
      return issue.origin === 'string' ? words.empty : words.least(formatCount(Number(issue.minimum)));
    case 'too_big': {
      const most = formatCount(Number(issue.maximum));
      return issue.origin === 'string' ? words.long(most) : words.most(most);
    }
    case 'invalid_union':
    case 'invalid_format':
      return words.address;
    default:
      return asSentence(issue.message);
  }
}
