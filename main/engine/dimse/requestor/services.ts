import { commandFields } from '../message/index.ts';
import type { CommandSet } from '../message/index.ts';
import type { StoredDataSet } from './files.ts';
import { openAssociation } from './association.ts';
import type { Answer, RequestedAssociation, RequestOptions, RequestorOptions } from './types.ts';
import { peerFailure } from './problems.ts';

/** SOP classes of services (PS3.6 table A-1). */
export const serviceClasses = {
  verification: '1.2.840.10008.1.1',
  storageCommitment: '1.2.840.10008.1.20.1',
  patientRootFind: '1.2.840.10008.5.1.4.1.2.1.1',
  patientRootMove: '1.2.840.10008.5.1.4.1.2.1.2',
  patientRootGet: '1.2.840.10008.5.1.4.1.2.1.3',
  studyRootFind: '1.2.840.10008.5.1.4.1.2.2.1',
  studyRootMove: '1.2.840.10008.5.1.4.1.2.2.2',
  studyRootGet: '1.2.840.10008.5.1.4.1.2.2.3',
} as const;

/** In the order of our wishes for identifiers and other small data sets, which we write ourselves. */
export const plainSyntaxes = ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2'] as const;

/** The well-known instance of storage commitment (PS3.4 J.3.5). */
const commitmentInstance = '1.2.840.10008.1.20.1.1';
const mediumPriority = 0;

type Peer = Omit<RequestorOptions, 'contexts' | 'roles' | 'serve'>;

/**
 * C-ECHO (PS3.7 9.1.5): an association for nothing but that.
 * @returns how long it took, in milliseconds
 * @throws EngineError `peer-unreachable`, `peer-refused`, `peer-failed`, `cancelled`
 */
export async function echo(options: Peer): Promise<number> {
  const begun = performance.now();
  const association = await openAssociation({
    ...options,
    contexts: [{ abstractSyntax: serviceClasses.verification, transferSyntaxes: plainSyntaxes }],
  });
  const context = contextOf(association, serviceClasses.verification);
  const AffectedSOPClassUID = serviceClasses.verification;
  const { command } = await association.request(
    context,
    { CommandField: commandFields.echoRequest, AffectedSOPClassUID },
    null,
  );
  const took = performance.now() - begun;
  await association.release();
  if (command.Status !== 0)
    throw peerFailure(association.peer, 'did not answer C-ECHO with success.', statusText(command));
  return took;
}

/**
 * C-STORE (PS3.7 9.1.1) of a stored file.
 * @returns the answer, whatever its status
 * @throws EngineError `peer-failed`, `cancelled` when the association is over
 */
export async function store(
  association: RequestedAssociation,
  contextId: number,
  instance: { SOPClassUID: string; SOPInstanceUID: string },
  dataSet: StoredDataSet,
): Promise<CommandSet> {
  const { command } = await association.request(
    contextId,
    {
      CommandField: commandFields.storeRequest,
      Priority: mediumPriority,
      AffectedSOPClassUID: instance.SOPClassUID,
      AffectedSOPInstanceUID: instance.SOPInstanceUID,
    },
    dataSet,
  );
  return command;
}

/** C-FIND, C-MOVE and C-GET (PS3.7 9.1.2 to 9.1.4) with an encoded identifier. */
export async function query(
  association: RequestedAssociation,
  service: { SOPClassUID: string; CommandField: number; MoveDestination?: string },
  identifier: Buffer,
  options: RequestOptions,
): Promise<Answer> {
  const { SOPClassUID, CommandField, MoveDestination } = service;
  return association.request(
    contextOf(association, SOPClassUID),
    {
      CommandField,
      Priority: mediumPriority,
      AffectedSOPClassUID: SOPClassUID,
      ...(MoveDestination === undefined ? {} : { MoveDestination }),
    },
    identifier,
    options,
  );
}

/**
 * N-ACTION that asks for storage commitment (PS3.4 J.3.2); the result comes by N-EVENT-REPORT.
 * @throws EngineError `peer-failed`, `cancelled`
 */
export async function requestCommitment(
  association: RequestedAssociation,
  information: Buffer,
): Promise<CommandSet> {
  const { storageCommitment } = serviceClasses;
  const { command } = await association.request(
    contextOf(association, storageCommitment),
    {
      CommandField: commandFields.actionRequest,
      RequestedSOPClassUID: storageCommitment,
      RequestedSOPInstanceUID: commitmentInstance,
      ActionTypeID: 1,
    },
    information,
  );
  return command;
}

/** @throws EngineError `peer-refused` */
function contextOf(association: RequestedAssociation, abstractSyntax: string): number {
  const context = association.find(abstractSyntax);
  if (context === undefined)
    throw peerFailure(association.peer, 'does not offer this service.', abstractSyntax);
  return context.id;
}

/** Status and comment of an answer, for technical causes: `0xA700 no space`. */
export function statusText({ Status, ErrorComment }: CommandSet): string {
  const number = `0x${(Status ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return ErrorComment === undefined || ErrorComment === '' ? number : `${number} ${ErrorComment}`;
}
