import type { z } from 'zod';
import { applicationOptionsSchema, type ApplicationOptions } from '../../contract/index.ts';
import { formatCount } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import { asSentence } from './asSentence.ts';

type Issue = z.core.$ZodIssue;

/** What the contract has against options, by field (`scp.timeouts.acse`), the first thing wrong with each. */
export function optionProblems(options: Partial<ApplicationOptions>): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const [key, value] of Object.entries(options)) {
    if (!isOption(key)) continue;
    const { error } = applicationOptionsSchema.shape[key].safeParse(value);
    for (const issue of error?.issues ?? []) {
      problems[[key, ...issue.path.map(String)].join('.')] ??= issueInWords(issue);
    }
  }
  return problems;
}

function isOption(key: string): key is keyof ApplicationOptions {
  return Object.hasOwn(applicationOptionsSchema.shape, key);
}

/** The contract says some things in its own words; for the others zod's are too technical. */
function issueInWords(issue: Issue): string {
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
