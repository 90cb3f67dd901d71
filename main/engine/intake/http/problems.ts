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
