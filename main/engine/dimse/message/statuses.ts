/** Statuses of DIMSE answers (PS3.7 annex C; of C-STORE PS3.4 B.2.3). */
export const statuses = {
  success: 0x0000,
  /** PS3.4 table B.2-1: A7xx. */
  outOfResources: 0xa700,
  /** PS3.4 table B.2-1: A9xx. */
  dataSetDoesNotMatch: 0xa900,
  /** PS3.4 table B.2-1: Cxxx. */
  cannotUnderstand: 0xc000,
  processingFailure: 0x0110,
  noSuchSopInstance: 0x0112,
  noSuchEventType: 0x0113,
  noSuchSopClass: 0x0118,
  sopClassNotSupported: 0x0122,
  noSuchActionType: 0x0123,
  unrecognizedOperation: 0x0211,
  /** C-FIND, C-MOVE, C-GET: more answers follow (PS3.4 annex C). */
  pending: 0xff00,
  pendingWithWarning: 0xff01,
  cancelled: 0xfe00,
} as const;
