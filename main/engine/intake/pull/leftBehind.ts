import type { MissingInstance } from './missingInstances.ts';
import { isPrivateClass } from './storageClasses.ts';

/** SOP classes that are named at most. */
const mostNamed = 5;

/**
 * Says of what did not come by C-GET what it is, as far as the peer tells, and what to do.
 * @param left.missing what it did not hand over at first; null: it does not tell
 * @param left.handed SOP Instance UIDs that it handed over
 * @param left.accepted SOP Class UIDs that it agreed to hand over
 */
export function adviceOn({
  missing,
  handed,
  accepted,
}: {
  missing: readonly MissingInstance[] | null;
  handed: ReadonlySet<string>;
  accepted: ReadonlySet<string>;
}): string {
  const left = (missing ?? [])
    .filter(({ SOPInstanceUID }) => !handed.has(SOPInstanceUID))
    .map(({ SOPClassUID }) => SOPClassUID);
  const sentences = [
    named(
      'By C-GET it hands over nothing of',
      left.filter((one) => !accepted.has(one)),
    ),
    named(
      'It agreed on no transfer syntax in which it could hand over all of',
      left.filter((one) => accepted.has(one)),
    ),
  ];
  if (missing === null)
    sentences.push(
      'It does not tell of which SOP classes they are: those of the standard and the private ones of well-known makers were asked for.',
    );
  sentences.push('Set this peer to C-MOVE and fetch again: what is here already stays as it is.');
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function named(start: string, SOPClassUIDs: readonly string[]): string {
  if (SOPClassUIDs.length === 0) return '';
  const counts = new Map<string, number>();
  for (const uid of SOPClassUIDs) counts.set(uid, (counts.get(uid) ?? 0) + 1);
  const names = [...counts].map(([uid, count]) => {
    const kind = isPrivateClass(uid) ? 'private, ' : '';
    return `${uid} (${kind}${count} ${count === 1 ? 'instance' : 'instances'})`;
  });
  const others = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  const what = names.length === 1 ? 'the SOP class' : 'the SOP classes';
  return `${start} ${what} ${names.slice(0, mostNamed).join(', ')}${others}.`;
}
