import { toEngineError } from '../../../contract/index.ts';
import type { Peer } from '../../../contract/index.ts';
import { inTurn } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { collectingOf } from './entities.ts';
import { noteExpected } from './missing.ts';
import { senderTitle } from './senders.ts';
import type { CountAtPeer } from './types.ts';

/** Questions that are open at a time: archives allow few associations. */
const mostOpen = 4;
/** Longest wait for one answer, in milliseconds; an arrival waits for no longer. */
const patience = 30_000;
/** How long a peer is left alone that did not answer, in milliseconds. */
const leftAlone = 60_000;
/** Pause before a peer is asked again about a study of which the number that it told is reached, in milliseconds. */
const askAgainPause = 2000;
/** Studies whose answers are remembered; those that are forgotten are asked about again. */
const mostRemembered = 10_000;

/** Asks peers how many instances the studies have that are sent to us. */
export interface Asking {
  /** True where the application wants it. */
  isWanted(): boolean;
  /** Something came for an arrival: asks about its studies that were never asked about. */
  begin(arrivalId: string): void;
  /**
   * An arrival seems complete: whether peers were asked about all of its studies since that is so. Where not, they are
   * asked (a peer may itself still have been receiving before), and the arrival is looked at again with the answer.
   */
  isSure(arrivalId: string): boolean;
  close(): void;
}

interface CameStudy {
  uid: string;
  /** When the last of its instances came, in ms since the epoch. */
  lastAt: number;
}

interface AskedStudy {
  uid: string;
  /** Null where it does not seem complete. */
  lastAt: number | null;
}

/** @param lookAt has arrivals looked at again */
export function createAsking(
  context: ApplicationContext,
  countAtPeer: CountAtPeer,
  lookAt: (arrivalIds: string[]) => void,
): Asking {
  const { history, log } = context;
  /** Studies that were asked about: what `lastAt` was when they seemed complete; null: they have not yet. */
  const asked = new Map<string, number | null>();
  /** When peers answered about them, by `performance.now()`. */
  const answeredAt = new Map<string, number>();
  const open = new Set<string>();
  const alone = new Map<string, number>();
  const lanes = Array.from({ length: mostOpen }, () => inTurn());
  const closing = new AbortController();
  let turn = 0;

  /** Who is asked about the studies of an arrival. */
  function peersFor(arrivalId: string): Peer[] {
    const { peers, completeness } = context.options();
    const { askForCount, askedPeer } = completeness;
    if (askForCount === 'never') return [];
    const titles = new Set(sendersOf(history, arrivalId).map(senderTitle));
    if (titles.size === 0) return [];
    return peers.filter((peer) =>
      askForCount === 'sender' ? peer.kind === 'dicom' && titles.has(peer.aeTitle) : peer.name === askedPeer,
    );
  }

  async function countAt(peer: Peer, uid: string): Promise<number> {
    if (performance.now() < (alone.get(peer.name) ?? 0)) return 0;
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(patience)]);
    try {
      return (await countAtPeer(peer, uid, signal)) ?? 0;
    } catch (cause) {
      if (closing.signal.aborted) return 0;
      alone.set(peer.name, performance.now() + leftAlone);
      log.warn(
        { peer: peer.name, code: toEngineError(cause).code },
        'a peer did not tell a number of instances',
      );
      return 0;
    }
  }

  async function ask({ uid, lastAt }: AskedStudy, peers: readonly Peer[]): Promise<void> {
    const counts: number[] = [];
    for (const peer of peers) counts.push(await countAt(peer, uid));
    open.delete(uid);
    if (closing.signal.aborted) return;
    if (asked.size >= mostRemembered) {
      asked.clear();
      answeredAt.clear();
    }
    asked.set(uid, lastAt);
    answeredAt.set(uid, performance.now());
    const count = Math.max(...counts);
    history.write(() => {
      const waiting = collectingOf(history, [uid]);
      // Of what is complete by now nothing is expected any more.
      if (count > 0 && waiting.length > 0) {
        noteExpected(history, { studyUid: uid, count, isByHand: false }, Date.now());
      }
      history.afterCommit(() => lookAt(waiting));
    });
  }

  function begin(studies: readonly AskedStudy[], peers: readonly Peer[]): void {
    for (const study of studies) {
      if (open.has(study.uid)) continue;
      open.add(study.uid);
      turn = (turn + 1) % mostOpen;
      lanes[turn]?.(() => ask(study, peers)).catch((cause: unknown) => {
        // The history could not be written: the next look asks again.
        asked.delete(study.uid);
        log.warn({ cause: String(cause) }, 'a number of instances could not be noted');
      });
    }
  }

  return {
    isWanted: () => context.options().completeness.askForCount !== 'never',
    begin(arrivalId) {
      const peers = peersFor(arrivalId);
      if (peers.length === 0) return;
      begin(
        cameWith(history, arrivalId)
          .filter(({ uid }) => !asked.has(uid))
          .map(({ uid }) => ({ uid, lastAt: null })),
        peers,
      );
    },
    isSure(arrivalId) {
      const peers = peersFor(arrivalId);
      if (peers.length === 0) return true;
      const unsure = cameWith(history, arrivalId).filter(({ uid, lastAt }) => asked.get(uid) !== lastAt);
      // A peer that sends while it still receives tells a number that is reached again and again.
      const pause = context.options().completeness.atExpectedInstances ? askAgainPause : 0;
      const now = performance.now();
      const due = unsure.filter(({ uid }) => (answeredAt.get(uid) ?? -Infinity) + pause <= now);
      history.afterCommit(() => begin(due, peers));
      return unsure.length === 0;
    },
    close: () => closing.abort(),
  };
}

function sendersOf(history: History, arrivalId: string): string[] {
  return history
    .all<{ sender: string }>("SELECT sender FROM arrival_sender WHERE arrival_id = ? AND sender <> ''", [
      arrivalId,
    ])
    .map(({ sender }) => sender);
}

/** Studies of which instances came with an arrival, and of whose number nobody else told. */
function cameWith(history: History, arrivalId: string): CameStudy[] {
  return history.all<CameStudy>(
    `SELECT study.StudyInstanceUID AS uid, max(study.last_instance_at) AS lastAt
     FROM arrival JOIN arrival_series ON arrival_series.arrival_id = arrival.id
       JOIN series ON series.key = arrival_series.series_key JOIN study ON study.key = series.study_key
     WHERE arrival.id = ? AND arrival.level <> 'series' AND study.last_instance_at >= arrival.first_instance_at
       AND study.StudyInstanceUID NOT IN (SELECT StudyInstanceUID FROM fetch_item)
       AND study.StudyInstanceUID NOT IN (SELECT StudyInstanceUID FROM expected_study WHERE is_by_hand = 1)
     GROUP BY study.StudyInstanceUID`,
    [arrivalId],
  );
}
