import type { IncomingMessage } from 'node:http';
import { identifiersOf } from '../../dicom/index.ts';
import type { EngineSide } from '../arriving/index.ts';
import { parseContentType } from './contentType.ts';
import { BadRequest, HttpProblem, TooLarge } from './problems.ts';
import { announcedBytes, bodyOf, receiveInstance } from './uploads.ts';
import type { UploadLimits } from './uploads.ts';

/** What an upload is answered with. */
export interface HttpAnswer {
  status: number;
  contentType: 'application/json' | 'application/dicom+json';
  body: object;
}

/** What a client that knows of no media types says of its body. */
const plainTypes = new Set([
  'application/dicom',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
]);

/**
 * `POST /instances`: the body is one DICOM file. Answered as Orthanc does, so that its clients can be used.
 * @throws HttpProblem; EngineError `disk-full`, `disk-failed`, `database-failed`
 */
export async function postInstance(
  request: IncomingMessage,
  sender: string,
  engine: EngineSide,
  limits: UploadLimits,
): Promise<HttpAnswer> {
  const type = request.headers['content-type'];
  if (type !== undefined && !plainTypes.has(parseContentType(type).essence)) {
    throw new HttpProblem(415, 'Post the bytes of one DICOM file, with the Content-Type application/dicom.');
  }
  const announced = announcedBytes(request);
  if (announced > limits.maxInstanceBytes) throw new TooLarge(limits.maxInstanceBytes);
  const arrived = await receiveInstance(bodyOf(request, limits.idleSeconds), engine, limits, announced);
  const verdict = await engine.take(arrived, sender);
  if (arrived.kind !== 'instance') {
    throw new BadRequest('message' in verdict ? verdict.message : 'The body is no DICOM file.');
  }
  if (verdict.outcome === 'conflicting') throw new HttpProblem(409, verdict.message);
  const { instance, patient, study, series } = identifiersOf(arrived.staged.header);
  return {
    status: 200,
    contentType: 'application/json',
    body: {
      ID: instance,
      ParentPatient: patient,
      ParentStudy: study,
      ParentSeries: series,
      Path: `/instances/${instance}`,
      Status: verdict.outcome === 'new' ? 'Success' : 'AlreadyStored',
    },
  };
}
