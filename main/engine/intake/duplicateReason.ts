import type { KnownInstance } from '../archive/index.ts';

/** Why a file was left aside whose SOP Instance UID the archive has: a sentence or two. */
export function duplicateReason(outcome: 'already-there' | 'conflicting', first: KnownInstance): string {
  const origin = first.source.path === null ? '' : `, taken from ${first.source.path}`;
  return outcome === 'already-there'
    ? `The archive has the same instance with the same content${origin}.`
    : `The archive has another content under the same SOPInstanceUID${origin}. The first is kept; give this one a ` +
        'UID of its own if both are needed.';
}
