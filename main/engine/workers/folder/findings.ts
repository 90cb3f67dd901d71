import { finding } from '../../../../contract/index.ts';
import type { Finding } from '../../../../contract/index.ts';
import { errorOfFindings } from '../../context/index.ts';

/** A finding about the settings.json of a worker. */
export function findingInSettings(
  severity: Finding['severity'],
  code: string,
  message: string,
  field: string | null = null,
): Finding {
  return finding(severity, code, message, { file: 'settings.json', field });
}

/**
 * @param what sentence without its end: `The worker in /some/folder cannot be installed`
 * @throws EngineError `worker-invalid` or `channel-taken` where there is an error
 */
export function refuseErrors(findings: readonly Finding[], what: string): void {
  const error = errorOfFindings(findings, what, (_, errors) =>
    errors.every(({ code }) => code === 'channel-taken') ? 'channel-taken' : 'worker-invalid',
  );
  if (error !== null) throw error;
}
