import type { IncomingMessage } from 'node:http';
import type { EngineSide } from '../arriving/index.ts';
import type { HttpOptions } from '../../../../contract/index.ts';
import { postInstance } from './postInstance.ts';
import type { HttpAnswer } from './postInstance.ts';
import { BadRequest, HttpProblem } from './problems.ts';
import { storeStudies } from './storeStudies.ts';

/** Paths of the services. */
export const paths = { instances: '/instances', dicomWeb: '/dicom-web' } as const;

const studiesPath = /^\/dicom-web\/studies(?:\/([^/]+))?$/;
/** A UID (PS3.5 section 9.1). */
const uid = /^[0-9.]{1,64}$/;

/**
 * Answers a request that was let in.
 * @param begin called when its body is wanted
 * @throws HttpProblem; EngineError `disk-full`, `disk-failed`, `database-failed`
 */
export async function answerRequest(
  request: IncomingMessage,
  sender: string,
  around: { options: HttpOptions; stagingFolder: string; engine: EngineSide },
  begin: () => void,
): Promise<HttpAnswer> {
  const { stagingFolder, engine } = around;
  const { maxInstanceBytes, idleSeconds } = around.options;
  const limits = { stagingFolder, maxInstanceBytes, idleSeconds };
  const path = (request.url ?? '').replace(/\?.*$/, '').replace(/\/$/, '');
  const encoding = request.headers['content-encoding'] ?? 'identity';

  const isInstances = path === paths.instances;
  const studies = studiesPath.exec(path);
  if (!isInstances && studies === null) {
    throw new HttpProblem(
      404,
      `There is no such service here. There are: POST ${paths.instances} and STOW-RS.`,
    );
  }
  if (request.method !== 'POST')
    throw new HttpProblem(405, 'Only POST is understood here: nothing is handed out.');
  if (encoding !== 'identity')
    throw new HttpProblem(415, 'Send the bytes as they are, without Content-Encoding.');
  const StudyInstanceUID = studies?.[1] ?? null;
  if (StudyInstanceUID !== null && !uid.test(StudyInstanceUID)) {
    throw new BadRequest('The address names no usable StudyInstanceUID.');
  }
  begin();
  return isInstances
    ? postInstance(request, sender, engine, limits)
    : storeStudies({ request, StudyInstanceUID, sender }, engine, limits);
}
