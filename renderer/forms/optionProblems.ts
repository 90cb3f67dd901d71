import { applicationOptionsSchema, type ApplicationOptions } from '../../contract/index.ts';
import { issueInWords } from './issueInWords.ts';

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
