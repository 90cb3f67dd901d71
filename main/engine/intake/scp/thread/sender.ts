import type { Association } from '../../../dimse/acceptor/index.ts';

/** What is known of one association while it lasts, and until the last of its instances has found its place. */
export interface SenderSession {
  /** As people recognise it: AE title and address. */
  readonly name: string;
  /** Those that it added to, or had sent again. */
  readonly studies: ReadonlySet<string>;
  /** Instances that are being received or removed, or whose sender has no answer yet. */
  readonly underWay: number;
  /** The association ended. */
  readonly hasEnded: boolean;
  /** It asked for something. */
  hasAsked: boolean;
  /** An instance begins to come. */
  started(): void;
  /** @param study that it was taken into; null when it was not taken */
  settled(study: string | null): void;
  /** The association ended; who is told is told when nothing is under way any more. */
  ended(): void;
}

/** @param whenEnded the association ended and nothing of it is under way */
export function createSenderSession(
  association: Pick<Association, 'callingAeTitle' | 'remoteAddress'>,
  whenEnded: () => void,
): SenderSession {
  const studies = new Set<string>();
  let underWay = 0;
  let hasEnded = false;
  function check(): void {
    if (hasEnded && underWay === 0) whenEnded();
  }
  return {
    name: senderName(association.callingAeTitle, association.remoteAddress),
    studies,
    hasAsked: false,
    get underWay() {
      return underWay;
    },
    get hasEnded() {
      return hasEnded;
    },
    started() {
      underWay += 1;
    },
    settled(study) {
      underWay -= 1;
      if (study !== null) studies.add(study);
      check();
    },
    ended() {
      hasEnded = true;
      check();
    },
  };
}

/**
 * `CALLINGAE (192.168.1.5)`; control characters of a hostile title are not shown to anybody, and IPv4 addresses without
 * the form in which IPv6 sockets tell them.
 */
export function senderName(callingAeTitle: string, remoteAddress: string): string {
  const title = callingAeTitle.replace(/[^\u0020-\u007e]/g, '?');
  return `${title === '' ? 'without a title' : title} (${remoteAddress.replace(/^::ffff:(?=\d+\.)/, '')})`;
}
