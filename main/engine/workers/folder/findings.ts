import { EngineError } from '../../../../contract/index.ts';
import type { ServiceFinding } from '../../../../contract/index.ts';

/** A finding about the settings.json of a worker, or about another file of it. */
export function finding(
  severity: ServiceFinding['severity'],
  message: string,
  file = 'settings.json',
  line: number | null = null,
): ServiceFinding {
  return { severity, file, line, message };
}

export const errorsIn = (findings: readonly ServiceFinding[]): ServiceFinding[] =>
  findings.filter(({ severity }) => severity === 'error');

/** For people: `settings.json: …`, with the line where it is known. */
export function findingInWords({ file, line, message }: ServiceFinding): string {
  const where = line === null ? file : `${file}, line ${line}`;
  return where === '' ? message : `${where}: ${message}`;
}

/**
 * @param what sentence without its end: `The worker in /some/folder cannot be installed`
 * @throws EngineError `worker-invalid` or `channel-taken` where there is an error
 */
export function refuseErrors(findings: readonly ServiceFinding[], what: string): void {
  const errors = errorsIn(findings);
  const [first] = errors;
  if (first === undefined) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const isOfChannels = errors.every(({ message }) => message.startsWith('The channel '));
  throw new EngineError(
    isOfChannels ? 'channel-taken' : 'worker-invalid',
    `${what}: ${findingInWords(first)}${more}`,
    { details: errors.map(findingInWords).join('\n') },
  );
}
