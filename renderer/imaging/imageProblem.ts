/** Why a picture cannot be shown. `what` is a kind that the texts have words for. */
export class ImageProblem extends Error {
  readonly what: 'gone' | 'unreadable' | 'undecodable';
  /** The technical cause, one click away. */
  readonly details: string;
  /** The engine could not be asked: another time it may be different. */
  readonly isPassing: boolean;

  constructor(what: ImageProblem['what'], details: string, isPassing = false) {
    super(details);
    this.name = 'ImageProblem';
    this.what = what;
    this.details = details;
    this.isPassing = isPassing;
  }
}

/** What went wrong, of anything that a loader rejects with: errors, texts, requests, and objects around them. */
export function asImageProblem(cause: unknown): ImageProblem {
  if (cause instanceof ImageProblem) return cause;
  const inner = unwrapped(cause);
  if (inner instanceof XMLHttpRequest) {
    const { status } = inner;
    const isPassing = status === 0 || status >= 500;
    return new ImageProblem(status === 404 ? 'gone' : 'unreadable', answerOf(inner), isPassing);
  }
  const details =
    inner instanceof Error ? inner.message : typeof inner === 'string' ? inner : JSON.stringify(inner);
  // What is no DICOM, or was cut short, fails before anything is decoded.
  const isDamaged = /dicomParser|DICM|buffer|Part 10|overrun/i.test(details);
  return new ImageProblem(isDamaged ? 'unreadable' : 'undecodable', details);
}

function unwrapped(cause: unknown): unknown {
  if (typeof cause !== 'object' || cause === null) return cause;
  if ('error' in cause && !(cause instanceof Error)) return unwrapped(cause.error);
  if ('exception' in cause) return unwrapped(cause.exception);
  return cause;
}

function answerOf(request: XMLHttpRequest): string {
  const body: unknown = request.response;
  const text = body instanceof ArrayBuffer ? new TextDecoder().decode(body) : '';
  return `${request.status} ${text}`.trim();
}
