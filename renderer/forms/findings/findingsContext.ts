import { createContext, useContext } from 'react';
import type { Finding } from '../../../contract/index.ts';

/** What was found about the form around it while somebody types; fields are paths of the form. */
export const FindingsContext = createContext<readonly Finding[]>([]);

/** What was found about one field, or a member of it where it is a list: the error to be mended first, and the rest. */
export function useFieldFindings(path: string): { error: string | undefined; warnings: Finding[] } {
  const own = useContext(FindingsContext).filter(
    ({ field }) => field !== null && (field === path || field.startsWith(`${path}.`)),
  );
  const error = own.find(({ severity }) => severity === 'error');
  return {
    error: error === undefined ? undefined : inWords(error),
    warnings: own.filter(({ severity }) => severity === 'warning'),
  };
}

/** The error about one field, in words. */
export function errorOf(findings: readonly Finding[], field: string): string | undefined {
  const error = findings.find((one) => one.severity === 'error' && one.field === field);
  return error === undefined ? undefined : inWords(error);
}

/** What is wrong and what to do about it, as it stands below a field. */
export function inWords({ message, advice }: Finding): string {
  return advice === null ? message : `${message} ${advice}`;
}
