import type { ScpOptions } from '../../../../../contract/index.ts';
import { applicationContextName } from '../../../dimse/index.ts';
import type { AssociateRequest, ProposedContext, RoleSelection } from '../../../dimse/index.ts';
import type { ContextRefusal, Negotiation } from '../../../dimse/acceptor/index.ts';
import { storageCommitment } from '../commitment/index.ts';
import { isStorageClass, serviceName, verification } from './serviceClasses.ts';

/** Requests of one association that we work on at once, told to those who ask for more than one. */
export const mostPerformed = 16;

const plainSyntaxes = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1']);
/** Taken only where nothing else is offered: few programs read them, or they hold no pixels or no plain data set. */
const lastChoices = new Set([
  '1.2.840.10008.1.2.2', // Explicit VR Big Endian
  '1.2.840.10008.1.2.1.99', // deflated
  '1.2.840.10008.1.2.4.94', // JPIP referenced
  '1.2.840.10008.1.2.4.95', // JPIP referenced deflate
  '1.2.840.10008.1.2.4.204', // JPIP HTJ2K referenced
  '1.2.840.10008.1.2.4.205', // JPIP HTJ2K referenced deflate
]);
/** No data set of PS3.5 at all: MIME, XML, real-time video. */
const impossible = /^1\.2\.840\.10008\.1\.2\.(6\.[12]|7\.[123])$/;

type RejectOf = [result: 1 | 2, source: 1 | 2 | 3, reason: number];
const permanent = 1;
const transient = 2;
const serviceUser = 1;
const presentation = 3;
const rejects = {
  applicationContext: [permanent, serviceUser, 2],
  callingAe: [permanent, serviceUser, 3],
  calledAe: [permanent, serviceUser, 7],
  localLimit: [transient, presentation, 2],
} as const satisfies Record<string, RejectOf>;

/**
 * Decides about an association. The problem is what a person has to mend: why it was refused, or, where it was
 * accepted, that none of its contexts was.
 * @param busy why no more can be taken for now; null when there is room
 */
export function negotiate(
  request: AssociateRequest,
  options: Pick<ScpOptions, 'aeTitle' | 'callingAeTitles' | 'checkCalledAe'>,
  busy: string | null,
): { negotiation: Negotiation; problem: string | null } {
  const { callingAeTitle, calledAeTitle } = request;
  if (request.applicationContext !== applicationContextName) {
    return refuse('applicationContext', 'It asked for something else than DICOM.');
  }
  if (options.callingAeTitles.length > 0 && !options.callingAeTitles.includes(callingAeTitle)) {
    return refuse('callingAe', 'Its AE title is not among those that may send. Add it if it may.');
  }
  if (options.checkCalledAe && calledAeTitle !== options.aeTitle) {
    return refuse(
      'calledAe',
      `It called the AE title ${calledAeTitle}, and ours is ${options.aeTitle}. Set the right one in the sender.`,
    );
  }
  if (busy !== null) return refuse('localLimit', busy);
  const contexts = new Map(
    request.contexts.map((context) => [context.id, answer(context, request.user.roles)]),
  );
  return {
    problem: nothingAccepted(request.contexts, contexts),
    negotiation: {
      accepted: true,
      contexts,
      roles: request.user.roles.map(({ SOPClassUID, scu }) => ({ SOPClassUID, scu, scp: false })),
      operationsWindow:
        request.user.operationsWindow === null
          ? null
          : { invoked: atMost(request.user.operationsWindow.invoked, mostPerformed), performed: 1 },
    },
  };
}

function refuse(
  why: keyof typeof rejects,
  problem: string,
): { negotiation: Negotiation; problem: string | null } {
  const [result, source, reason] = rejects[why];
  return {
    problem,
    negotiation: { accepted: false, reject: { type: 'associate-reject', result, source, reason } },
  };
}

type Answer = { transferSyntax: string } | { refused: ContextRefusal };

/** What to do about an association of which no context was accepted; null when one was. */
function nothingAccepted(
  proposed: readonly ProposedContext[],
  answers: ReadonlyMap<number, Answer>,
): string | null {
  const refused: Record<ContextRefusal, ProposedContext[]> = {
    'abstract-syntax': [],
    'transfer-syntaxes': [],
    role: [],
  };
  for (const context of proposed) {
    const given = answers.get(context.id);
    if (given === undefined) continue;
    if (!('refused' in given)) return null;
    refused[given.refused].push(context);
  }
  if (refused['transfer-syntaxes'].length > 0) {
    const offered = some(refused['transfer-syntaxes'].flatMap(({ transferSyntaxes }) => transferSyntaxes));
    return `It offered no transfer syntax in which instances can be stored (${offered}). Choose another one in the sender, such as Explicit VR Little Endian.`;
  }
  if (refused.role.length > 0) {
    return 'It only wants to receive (SCP role), and this door only receives as well. Set the sender up to send.';
  }
  const wanted = some(refused['abstract-syntax'].map(({ abstractSyntax }) => serviceName(abstractSyntax)));
  return `It asked only for what this door does not do: ${wanted}. The door stores objects of patients; set up another system for this in the sender.`;
}

/** The first three of what was named, each once; what the peer sent is shown only where it is a UID or our own word. */
function some(names: readonly string[]): string {
  const distinct = [...new Set(names.filter((name) => /^[\w. ()-]{1,64}$/.test(name)))];
  if (distinct.length === 0) return 'none that is a UID';
  return distinct.length > 3 ? `${distinct.slice(0, 3).join(', ')} and others` : distinct.join(', ');
}

/** The smaller of what was asked for and what is possible; 0 asks for any number. */
function atMost(wanted: number, most: number): number {
  return wanted === 0 ? most : Math.min(wanted, most);
}

function answer(
  { abstractSyntax, transferSyntaxes }: ProposedContext,
  roles: readonly RoleSelection[],
): Answer {
  const isService = abstractSyntax === verification || abstractSyntax === storageCommitment;
  if (!isService && !isStorageClass(abstractSyntax)) return { refused: 'abstract-syntax' };
  // We only ever receive: a requestor that does not want to be the one who asks has nothing to do here.
  const role = roles.find(({ SOPClassUID }) => SOPClassUID === abstractSyntax);
  if (role !== undefined && !role.scu) return { refused: 'role' };
  const chosen = isService
    ? transferSyntaxes.find((one) => plainSyntaxes.has(one))
    : chooseForStorage(transferSyntaxes);
  return chosen === undefined ? { refused: 'transfer-syntaxes' } : { transferSyntax: chosen };
}

/** The first in the order of the sender's wishes, those that are better avoided behind all others. */
function chooseForStorage(proposed: readonly string[]): string | undefined {
  const possible = proposed.filter((one) => /^[0-9][0-9A-Za-z.]*$/.test(one) && !impossible.test(one));
  return possible.find((one) => !lastChoices.has(one)) ?? possible[0];
}
