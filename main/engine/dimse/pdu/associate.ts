import { eachItem, item, titleField, uint16 } from './bytes.ts';
import type { ByteReader } from './bytes.ts';
import { ProtocolViolation } from './protocolViolation.ts';
import { contextResults } from './types.ts';
import type {
  AnsweredContext,
  AssociateAccept,
  AssociateRequest,
  ContextResult,
  ProposedContext,
  UserInformation,
} from './types.ts';
import { decodeUserInformation, encodeUserInformation, userInformation } from './userInformation.ts';

/** Items of the A-ASSOCIATE PDUs (PS3.8 9.3.2 and 9.3.3). */
const items = {
  applicationContext: 0x10,
  proposedContext: 0x20,
  answeredContext: 0x21,
  abstractSyntax: 0x30,
  transferSyntax: 0x40,
  userInformation: 0x50,
} as const;

/** 128 contexts, application context, user information, and some that are ignored. */
const mostItems = 160;
/** There are some sixty transfer syntaxes; devices propose a few of their own. */
const mostSyntaxes = 128;
/** PS3.5 9.1 has 64; more than this is no UID of any device. */
const longestUid = 128;
const protocolVersion = 1;

/** What both PDUs have in common, as it is read. */
interface Body {
  calledAeTitle: string;
  callingAeTitle: string;
  applicationContext: string;
  proposed: ProposedContext[];
  answered: AnsweredContext[];
  user: UserInformation;
}

export function decodeAssociateRequest(reader: ByteReader): AssociateRequest {
  const { proposed, answered: _, ...rest } = decodeBody(reader, 'the association request');
  if (proposed.length === 0)
    throw new ProtocolViolation('the association request has no presentation context');
  return { type: 'associate-request', ...rest, contexts: proposed };
}

export function decodeAssociateAccept(reader: ByteReader): AssociateAccept {
  const { answered, proposed: _, ...rest } = decodeBody(reader, 'the association accept');
  return { type: 'associate-accept', ...rest, contexts: answered };
}

function decodeBody(reader: ByteReader, owner: string): Body {
  // Bit 0 has to be set, the others are for later versions (PS3.8 9.3.2).
  if ((reader.uint16() & protocolVersion) === 0)
    throw new ProtocolViolation(`${owner} is of another protocol version`);
  reader.skip(2);
  const body: Body = {
    calledAeTitle: reader.text(16),
    callingAeTitle: reader.text(16),
    applicationContext: '',
    proposed: [],
    answered: [],
    user: userInformation({ maxLength: 0 }),
  };
  reader.skip(32);
  eachItem(reader, owner, mostItems, (type, content) => {
    if (type === items.applicationContext) body.applicationContext = uid(content);
    if (type === items.proposedContext) body.proposed.push(decodeProposed(content, owner));
    if (type === items.answeredContext) body.answered.push(decodeAnswered(content, owner));
    if (type === items.userInformation) body.user = decodeUserInformation(content);
  });
  checkIds(body.proposed, owner);
  checkIds(body.answered, owner);
  return body;
}

function checkIds(contexts: readonly { id: number }[], owner: string): void {
  const ids = new Set(contexts.map(({ id }) => id));
  if (contexts.length > 128 || ids.size !== contexts.length || contexts.some(({ id }) => id % 2 === 0)) {
    throw new ProtocolViolation(`${owner} numbers its presentation contexts wrongly`);
  }
}

function decodeProposed(content: ByteReader, owner: string): ProposedContext {
  const id = content.uint8();
  content.skip(3);
  let abstractSyntax = '';
  const transferSyntaxes: string[] = [];
  eachItem(content, owner, mostSyntaxes + 1, (type, sub) => {
    if (type === items.abstractSyntax) abstractSyntax = uid(sub);
    if (type === items.transferSyntax) transferSyntaxes.push(uid(sub));
  });
  return { id, abstractSyntax, transferSyntaxes };
}

function decodeAnswered(content: ByteReader, owner: string): AnsweredContext {
  const id = content.uint8();
  content.skip(1);
  const result = contextResult(content.uint8());
  content.skip(1);
  let transferSyntax = '';
  eachItem(content, owner, mostSyntaxes, (type, sub) => {
    if (type === items.transferSyntax) transferSyntax = uid(sub);
  });
  return { id, result, transferSyntax };
}

function contextResult(value: number): ContextResult {
  return Object.values(contextResults).find((known) => known === value) ?? contextResults.noReason;
}

function uid(content: ByteReader): string {
  if (content.left > longestUid) throw new ProtocolViolation('a UID is far too long');
  return content.text(content.left);
}

/** @returns the PDU without its head of six bytes */
export function encodeAssociateRequest(request: AssociateRequest): Buffer {
  const contexts = request.contexts.map(({ id, abstractSyntax, transferSyntaxes }) =>
    item(
      items.proposedContext,
      Buffer.from([id, 0, 0, 0]),
      uidItem(items.abstractSyntax, abstractSyntax),
      ...transferSyntaxes.map((one) => uidItem(items.transferSyntax, one)),
    ),
  );
  return encodeBody(request, contexts);
}

/** @returns the PDU without its head of six bytes */
export function encodeAssociateAccept(accept: AssociateAccept): Buffer {
  const contexts = accept.contexts.map(({ id, result, transferSyntax }) =>
    item(
      items.answeredContext,
      Buffer.from([id, 0, result, 0]),
      uidItem(items.transferSyntax, transferSyntax),
    ),
  );
  return encodeBody(accept, contexts);
}

function encodeBody(pdu: AssociateRequest | AssociateAccept, contexts: readonly Buffer[]): Buffer {
  return Buffer.concat([
    uint16(protocolVersion),
    uint16(0),
    titleField(pdu.calledAeTitle),
    titleField(pdu.callingAeTitle),
    Buffer.alloc(32),
    uidItem(items.applicationContext, pdu.applicationContext),
    ...contexts,
    encodeUserInformation(pdu.user),
  ]);
}

function uidItem(type: number, value: string): Buffer {
  return item(type, Buffer.from(value, 'latin1'));
}
