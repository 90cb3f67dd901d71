import { texts } from '../../texts/index.ts';

/** Why something cannot be shown: a kind that the texts have words for, and the technical cause. */
export interface ViewProblem {
  what: keyof typeof texts.viewer.problem;
  details: string;
}

/** The same of anything that was thrown. */
export function problemOf(cause: unknown): ViewProblem {
  const details = cause instanceof Error ? cause.message : String(cause);
  const said = cause instanceof Error && 'what' in cause ? cause.what : null;
  return { what: isKnown(said) ? said : 'unreadable', details };
}

function isKnown(what: unknown): what is ViewProblem['what'] {
  return typeof what === 'string' && Object.hasOwn(texts.viewer.problem, what);
}
