import { startLoop } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import type { DoorIntake } from '../doors/index.ts';
import { commitmentResultSchema } from './commitment/index.ts';
import { reportCommitment } from './reportCommitment.ts';
import type { CommitmentAsker, CommitmentResult } from './protocol.ts';
import type { ScpSurroundings } from './types.ts';

/** Pauses before each further try, in milliseconds; the last one again and again. */
const pauses = [5_000, 30_000, 120_000, 600_000, 3_600_000];
/** Then it is given up, in milliseconds. */
const patienceMs = 24 * 3_600_000;
/** How long an association that asked may take to hear it before it is told on one of our own, in milliseconds. */
const ownAssociationMs = 300_000;
/** Tries that fail before people are told. */
const quietTries = 3;

/** Results of storage commitment that senders have not heard yet; they outlive the engine. */
export interface CommitmentReports {
  /**
   * Keeps a result until its sender has heard it. Resolves when it is flushed, with its key.
   * @throws Error when the history cannot be written; then the sender must not be promised anything
   */
  keep(asker: CommitmentAsker, result: CommitmentResult): Promise<number>;
  /** The association that asked has heard it. */
  told(key: number): void;
  /** It has to be told on an association of our own. */
  tellLater(key: number): void;
  close(): Promise<void>;
}

interface Row {
  key: number;
  sender: string;
  calling: string;
  called: string;
  result: string;
  askedAt: number;
  attempts: number;
}

/** Tells results on associations of our own as they become due, with growing pauses for a day. */
export function createCommitmentReports(
  { id, events, history, log, isStopped }: ApplicationContext,
  {
    findPeer,
    doors,
    reportBackOff: backOff = pauses,
  }: Pick<ScpSurroundings, 'findPeer' | 'reportBackOff'> & { doors: Pick<DoorIntake, 'refused'> },
): CommitmentReports {
  const forget = (key: number) => history.run('DELETE FROM commitment_report WHERE key = ?', [key]);
  let isFirstLook = true;
  let haveOptionsChanged = false;

  /** One after the other: a sender that cannot be reached now would let each of them wait. */
  async function tellAll(aeTitle: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const row = history.get<Row>(
        `SELECT key, sender, calling_ae_title AS calling, called_ae_title AS called, result, asked_at AS askedAt,
           attempts
         FROM commitment_report WHERE calling_ae_title = ? AND next_at <= ? ORDER BY asked_at, key LIMIT 1`,
        [aeTitle, Date.now()],
      );
      if (row === undefined || !(await tell(row, signal))) return;
    }
  }

  /** False when no other of that sender can be told either. */
  async function tell(row: Row, signal: AbortSignal): Promise<boolean> {
    const peer = findPeer?.(row.calling) ?? null;
    if (peer === null) {
      postpone(row, noPeer(row.calling), { noteAtOnce: true });
      return false;
    }
    try {
      const result = commitmentResultSchema.parse(JSON.parse(row.result));
      // It knows us by the AE title that it called.
      await reportCommitment({ ...peer, callingAeTitle: row.called, signal }, result);
    } catch (cause) {
      signal.throwIfAborted();
      log.warn({ peer: row.calling, cause: String(cause) }, 'a result of storage commitment was not told');
      postpone(row, notReached(row.calling, cause), { noteAtOnce: false });
      return false;
    }
    history.write(() => {
      forget(row.key);
      makeDue(row.calling);
    });
    return true;
  }

  /** All that waits for a further try is tried now. */
  function makeDue(aeTitle: string): void {
    history.run('UPDATE commitment_report SET next_at = ? WHERE calling_ae_title = ? AND attempts > 0', [
      Date.now(),
      aeTitle,
    ]);
  }

  /** Puts off all that is due for a sender, since the others would fail in the same way; or gives one up. */
  function postpone(row: Row, problem: string, { noteAtOnce }: { noteAtOnce: boolean }): void {
    const now = Date.now();
    const isOver = now - row.askedAt >= patienceMs;
    // One sentence for all that a sender asked for.
    const wasNoted =
      history.get('SELECT 1 FROM commitment_report WHERE calling_ae_title = ? AND is_noted = 1', [
        row.calling,
      ]) !== undefined;
    const isNoted = wasNoted || noteAtOnce || row.attempts + 1 >= quietTries;
    const pause = backOff[Math.min(row.attempts, backOff.length - 1)] ?? 0;
    history.write(() => {
      history.run(
        `UPDATE commitment_report SET attempts = attempts + 1, next_at = :next, is_noted = :isNoted
         WHERE calling_ae_title = :calling AND next_at <= :now`,
        { next: now + pause, isNoted: isNoted ? 1 : 0, calling: row.calling, now },
      );
      if (isOver) forget(row.key);
    });
    const origin = { door: 'scp', sender: row.sender } as const;
    if (isOver) {
      doors.refused(origin, `${problem} It was tried for a day; the sender has to ask again.`);
    } else if (isNoted && !wasNoted) {
      doors.refused(origin, `${problem} It is tried again for a day.`);
    }
  }

  /** What the engine was telling on associations when it ended, nobody tells there any more. */
  function releaseAll(): void {
    history.run('UPDATE commitment_report SET next_at = ? WHERE attempts = 0', [Date.now()]);
  }

  /** Somebody may just have added or changed the peer. */
  function lookForPeers(): void {
    const waiting = history.all<{ aeTitle: string }>(
      'SELECT DISTINCT calling_ae_title AS aeTitle FROM commitment_report WHERE attempts > 0',
    );
    for (const { aeTitle } of waiting) if ((findPeer?.(aeTitle) ?? null) !== null) makeDue(aeTitle);
  }

  const loop = startLoop({
    name: 'storage commitment',
    log,
    async look(signal) {
      if (isStopped === true) return null;
      if (isFirstLook) releaseAll();
      isFirstLook = false;
      if (haveOptionsChanged) lookForPeers();
      haveOptionsChanged = false;
      const due = history.all<{ aeTitle: string }>(
        'SELECT DISTINCT calling_ae_title AS aeTitle FROM commitment_report WHERE next_at <= ?',
        [Date.now()],
      );
      await Promise.all(due.map(({ aeTitle }) => tellAll(aeTitle, signal)));
      return (
        history.get<{ at: number | null }>('SELECT min(next_at) AS at FROM commitment_report')?.at ?? null
      );
    },
  });
  const stopHearing = events.listen((name, payload) => {
    if (name !== 'applications.changed' || !('application' in payload) || payload.application !== id) return;
    haveOptionsChanged = true;
    loop.wake();
  });

  return {
    async keep({ sender, callingAeTitle, calledAeTitle }, result) {
      const at = Date.now();
      const row = history.get<{ key: number }>(
        `INSERT INTO commitment_report (sender, calling_ae_title, called_ae_title, transaction_uid, result, asked_at,
           next_at) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (calling_ae_title, transaction_uid) DO UPDATE SET sender = excluded.sender,
           called_ae_title = excluded.called_ae_title, result = excluded.result, asked_at = excluded.asked_at,
           attempts = 0, next_at = excluded.next_at, is_noted = 0
         RETURNING key`,
        [
          sender,
          callingAeTitle,
          calledAeTitle,
          result.transactionUid,
          JSON.stringify(result),
          at,
          at + ownAssociationMs,
        ],
      );
      if (row === undefined) throw new Error('the history returned no key');
      await history.flush();
      loop.wake();
      return row.key;
    },
    told: forget,
    tellLater(key) {
      history.run('UPDATE commitment_report SET next_at = ? WHERE key = ?', [Date.now(), key]);
      loop.wake();
    },
    async close() {
      stopHearing();
      await loop.close();
    },
  };
}

function noPeer(aeTitle: string): string {
  return (
    `It asked for storage commitment and cannot be told the result, since no peer has the AE title ${aeTitle}. ` +
    'Add it as a peer, with its host and the port on which it listens.'
  );
}

function notReached(aeTitle: string, cause: unknown): string {
  return (
    `It asked for storage commitment, and the peer with the AE title ${aeTitle} could not be told the result. ` +
    `Check its host and port among the peers. (${cause instanceof Error ? cause.message : String(cause)})`
  );
}
