/** Reasons for which an instance was not stored (PS3.18 table 10.5.3-2, PS3.7 annex C, PS3.4 table B.2-1). */
export const failureReasons = {
  processingFailure: 0x0110,
  duplicateInstance: 0x0111,
  outOfResources: 0xa700,
  /** It is not of the study that the request names. */
  otherStudy: 0xa900,
  cannotUnderstand: 0xc000,
} as const;

export type FailureReason = (typeof failureReasons)[keyof typeof failureReasons];

interface SopReference {
  SOPClassUID: string;
  SOPInstanceUID: string;
}

/** What became of one part of a STOW-RS request. */
export type PartOutcome =
  | ({ kind: 'stored' } & SopReference)
  | ({ kind: 'failed'; reason: FailureReason } & SopReference)
  /** Not even its UIDs could be read. */
  | { kind: 'unknown'; reason: FailureReason };

/** DICOM JSON (PS3.18 annex F). */
type JsonElement = { vr: string; Value?: unknown[] };
type JsonDataSet = Record<string, JsonElement>;

const ui = (value: string): JsonElement => (value === '' ? { vr: 'UI' } : { vr: 'UI', Value: [value] });
/** RetrieveURL, of type 2 (PS3.18 table I.1-1): nothing is handed out by HTTP. */
const nowhere = { '00081190': { vr: 'UR' } } satisfies JsonDataSet;
const us = (value: number): JsonElement => ({ vr: 'US', Value: [value] });

function referenced({ SOPClassUID, SOPInstanceUID }: SopReference): JsonDataSet {
  return { '00081150': ui(SOPClassUID), '00081155': ui(SOPInstanceUID) };
}

/**
 * Status and body of the answer to a STOW-RS request (PS3.18 section 10.5.3): 200 when all instances are stored, 202
 * when some are, 409 when none is.
 */
export function storeReply(outcomes: readonly PartOutcome[]): { status: 200 | 202 | 409; body: JsonDataSet } {
  const stored: JsonDataSet[] = [];
  const failed: JsonDataSet[] = [];
  const others: JsonDataSet[] = [];
  for (const outcome of outcomes) {
    if (outcome.kind === 'stored') stored.push({ ...referenced(outcome), ...nowhere });
    else if (outcome.kind === 'failed')
      failed.push({ ...referenced(outcome), '00081197': us(outcome.reason) });
    else others.push({ '00081197': us(outcome.reason) });
  }
  const body: JsonDataSet = { ...nowhere };
  if (failed.length > 0) body['00081198'] = { vr: 'SQ', Value: failed };
  if (stored.length > 0) body['00081199'] = { vr: 'SQ', Value: stored };
  if (others.length > 0) body['0008119A'] = { vr: 'SQ', Value: others };
  if (stored.length === outcomes.length) return { status: 200, body };
  return { status: stored.length > 0 ? 202 : 409, body };
}
