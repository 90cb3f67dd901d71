import type { ScpOptions } from '../../../../../contract/index.ts';
import { commandFields, noDataSet, responseBit, statuses } from '../../../dimse/index.ts';
import type { CommandSet } from '../../../dimse/index.ts';
import type {
  AcceptorService,
  Association,
  AssociationEnd,
  IncomingRequest,
  RequestReceiver,
} from '../../../dimse/acceptor/index.ts';
import type { DiskPace } from '../../../context/index.ts';
import { storageCommitment } from '../commitment/index.ts';
import { createBlockPool } from './blockPool.ts';
import { receiveCommitment } from './commitmentRequest.ts';
import type { Engine } from './engine.ts';
import { negotiate } from './negotiate.ts';
import { createSenderSession, senderName } from './sender.ts';
import type { SenderSession } from './sender.ts';

import type { StagingFiles } from './stagingFiles.ts';
import { receiveInstance } from './storeRequest.ts';
import { strangerProblem } from './strangers.ts';
import { createWriteBudget } from './writeBudget.ts';

/**
 * Instances of associations that broke off which may be on their way into archive, quarantine or nothing; senders that
 * do so again and again must not fill memory and staging folder faster than that is done.
 */
const mostLeftBehind = 256;

/** What the thread's associations share. */
export interface ServiceSurroundings {
  engine: Engine;
  files: StagingFiles;
  pace: DiskPace;
  options(): ScpOptions;
  /** Why nothing can be taken for now; null when it can. */
  fullness(): string | null;
  /** So many bytes of instances were taken in. */
  wrote(bytes: number): void;
}

/** The services of the door: verification, storage, storage commitment. */
export interface Service extends AcceptorService {
  readonly active: number;
  /** Ends associations that are between two messages. */
  endIdle(problem: string): void;
  endAll(problem: string): void;
}

export function createService(surroundings: ServiceSurroundings): Service {
  const { engine, files, pace, fullness, wrote } = surroundings;
  const sessions = new Map<Association, SenderSession>();
  const isAlone = () => sessions.size === 1;
  const writing = { blocks: createBlockPool(), budget: createWriteBudget(), pace, isAlone };
  /** Also those whose association has ended while the archive still has instances of theirs in hand. */
  const unsettled = new Set<SenderSession>();

  function sessionOf(association: Association): SenderSession {
    const known = sessions.get(association);
    if (known !== undefined) return known;
    const session = createSenderSession(association, () => {
      unsettled.delete(session);
      engine.tell({
        type: 'association-ended',
        sender: session.name,
        studies: [...session.studies],
        openStudies: [...new Set([...unsettled].flatMap((other) => [...other.studies]))],
      });
    });
    sessions.set(association, session);
    unsettled.add(session);
    engine.tell({ type: 'associations', active: sessions.size });
    return session;
  }

  function busy(): string | null {
    const { maxAssociations } = surroundings.options();
    const left = [...unsettled].reduce((sum, one) => sum + (one.hasEnded ? one.underWay : 0), 0);
    if (left >= mostLeftBehind) {
      return `${left} instances of associations that broke off were still being put away, and no more may wait. It gets in when they are. Find out why associations break off: at the sender, or on the network.`;
    }
    if (sessions.size < maxAssociations) return null;
    return `${maxAssociations} associations were open, and no more are allowed at once.`;
  }

  function store(association: Association, request: IncomingRequest): RequestReceiver {
    const session = sessionOf(association);
    const { command, contextId } = request;
    const refused = (message: string) => engine.tell({ type: 'refused', sender: session.name, message });
    const answer = (status: number, comment: string | null) =>
      request.answer({
        ...answerTo(command, status),
        AffectedSOPInstanceUID: command.AffectedSOPInstanceUID ?? '',
        ...(comment === null ? {} : { ErrorComment: comment }),
      });
    if (!request.expectsDataSet) {
      refused('It sent an instance without its data set.');
      answer(statuses.cannotUnderstand, 'The data set is missing');
      return ignored;
    }
    session.started();
    const receiver = receiveInstance(
      {
        SOPClassUID: command.AffectedSOPClassUID ?? '',
        SOPInstanceUID: command.AffectedSOPInstanceUID ?? '',
        TransferSyntaxUID: association.context(contextId)?.transferSyntax ?? '',
        SourceApplicationEntityTitle: association.callingAeTitle,
      },
      {
        files,
        ...writing,
        engine,
        sender: session.name,
        fullness,
        wrote,
        brake: (on) => (on ? association.hold() : association.letGo()),
        refused,
        diskFailed: (cause) => engine.tell({ type: 'disk-failed', details: String(cause) }),
      },
      ({ status, comment, study }) => {
        answer(status, comment);
        session.settled(study);
        if (sessions.size > 0) files.prepare(isAlone());
      },
    );
    return {
      dataSet: receiver.dataSet,
      end: () => receiver.end(),
      cancel() {
        receiver.cancel(() => session.settled(null));
      },
    };
  }

  return {
    negotiate(request, remoteAddress) {
      const { negotiation, problem } = negotiate(request, surroundings.options(), busy());
      if (problem !== null) {
        engine.tell({
          type: 'refused',
          sender: senderName(request.callingAeTitle, remoteAddress),
          message: negotiation.accepted ? problem : `Its association was refused. ${problem}`,
        });
      }
      return negotiation;
    },
    opened: (association) => void sessionOf(association),
    request(association, request) {
      const { command } = request;
      sessionOf(association).hasAsked = true;
      switch (command.CommandField) {
        case commandFields.storeRequest:
          return store(association, request);
        case commandFields.echoRequest:
          request.answer(answerTo(command, statuses.success));
          return ignored;
        case commandFields.actionRequest:
          if (command.RequestedSOPClassUID !== storageCommitment) break;
          return receiveCommitment(association, request, { engine, sender: sessionOf(association).name });
        case commandFields.cancelRequest:
          request.answer(null);
          return ignored;
        default:
      }
      request.answer(answerTo(command, statuses.unrecognizedOperation));
      return ignored;
    },
    ended(association, { how, problem, interrupted }) {
      const session = sessions.get(association);
      sessions.delete(association);
      if (sessions.size === 0) files.tidy();
      engine.tell({ type: 'associations', active: sessions.size });
      if (session === undefined) return;
      engine.tell({
        type: 'log',
        level: how === 'released' ? 'debug' : 'info',
        fields: { sender: session.name, how, problem },
        message: 'an association ended',
      });
      const message = faultOf(association, { how, problem, interrupted }, session.hasAsked);
      if (message !== null) engine.tell({ type: 'refused', sender: session.name, message });
      session.ended();
    },
    failed(connection) {
      const { remoteAddress, how, problem } = connection;
      const fields = { remoteAddress, how, problem };
      engine.tell({ type: 'log', level: 'info', fields, message: 'a connection asked for no association' });
      const message = strangerProblem(connection);
      if (message !== null) engine.tell({ type: 'refused', sender: senderName('', remoteAddress), message });
    },
    get active() {
      return sessions.size;
    },
    endIdle(problem) {
      for (const [association, session] of sessions) if (session.underWay === 0) association.abort(problem);
    },
    endAll(problem) {
      for (const association of sessions.keys()) association.abort(problem);
    },
  };
}

/** What the sender of an association that ended did wrong; null when nothing is to be mended. */
function faultOf(
  { hasContexts }: Association,
  { how, problem, interrupted }: AssociationEnd,
  hasAsked: boolean,
): string | null {
  if (problem === null) return null;
  if (interrupted) return `The association ended in the middle of an instance. ${problem}`;
  if (how === 'violated')
    return `Its association was ended. ${problem} Its software or the network needs to be mended.`;
  // Many devices keep an association for later when they have sent everything; and one that got no context was told of.
  if (how !== 'silent' || hasAsked || !hasContexts) return null;
  return 'It opened an association and sent nothing. Check that the sender has something to send, and that no firewall between holds it back.';
}

/** Takes no notice of the rest of a request. */
const ignored: RequestReceiver = { dataSet: () => undefined, end: () => undefined, cancel: () => undefined };

/** The answer to a request without a data set. */
function answerTo(command: CommandSet, status: number): CommandSet {
  const answer: CommandSet = {
    CommandField: (command.CommandField ?? 0) | responseBit,
    MessageIDBeingRespondedTo: command.MessageID ?? 0,
    CommandDataSetType: noDataSet,
    Status: status,
  };
  const affected = command.AffectedSOPClassUID ?? command.RequestedSOPClassUID;
  if (affected !== undefined) answer.AffectedSOPClassUID = affected;
  return answer;
}
