/** A request that is answered with an HTTP status other than success. `message` is for who sent it. */
export class HttpProblem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'HttpProblem';
    this.status = status;
  }
}

/** The request is not well formed: 400. */
export class BadRequest extends HttpProblem {
  constructor(message: string) {
    super(400, message);
    this.name = 'BadRequest';
  }
}

/** An instance is larger than the application takes: 413. */
export class TooLarge extends HttpProblem {
  constructor(limit: number) {
    super(413, `The instance is larger than ${limit} bytes, the limit of this application.`);
    this.name = 'TooLarge';
  }
}
