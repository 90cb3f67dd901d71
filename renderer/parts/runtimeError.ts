import type { ApplicationDetail, ErrorReply } from '../../contract/index.ts';

/** Why an application's runtime cannot be used, as an error to be shown. */
export function runtimeError(
  { problem, details }: Pick<ApplicationDetail['runtime'], 'problem' | 'details'>,
  title: string,
): Pick<ErrorReply, 'message' | 'advice' | 'details'> {
  return {
    message: title,
    ...(problem === null ? {} : { advice: problem }),
    ...(details === null ? {} : { details }),
  };
}
