import { EngineError, dockerErrorCodes } from '../../../../../../contract/index.ts';
import type { DockerProblem } from '../../../../../../contract/index.ts';
import { isLoopback } from '../endpoints/index.ts';
import type { Endpoint } from '../endpoints/index.ts';
import type { Host, SocketFile } from './host.ts';
import { howToBeAllowed } from './permission.ts';
import { howToInstall, howToStart, starterOf } from './start.ts';
import type { Starter } from './start.ts';

/** A place that did not answer. */
export interface Failure {
  endpoint: Endpoint;
  error: unknown;
  /** Its socket, where it is one and exists. */
  file: SocketFile | null;
}

/** What is wrong, where, and what would start it. */
interface Diagnosis {
  problem: DockerProblem;
  endpoint: Endpoint | null;
  starter: Starter | null;
}

/** Where the cause lies, the most telling first. */
const weights = { answered: 4, permission: 3, refused: 2, missing: 1 };

/**
 * What is wrong, said for the one place of which most is known: a socket that may not be used tells more than one that
 * nobody serves, and that more than one that does not exist.
 */
export function connectProblem(
  failures: readonly Failure[],
  chosen: boolean,
  host: Host,
  hasApt: boolean,
): Diagnosis {
  const [worst] = failures.toSorted((one, other) => weights[kindOf(other)] - weights[kindOf(one)]);
  const details = failures
    .map(({ endpoint, error }) => `${endpoint.address} (${endpoint.origin}): ${causeOf(error)}`)
    .join('\n');
  if (worst === undefined || (kindOf(worst) === 'missing' && !chosen))
    return { ...nothingThere(host, hasApt, details), endpoint: null };
  return {
    problem: { ...problemAt(worst, chosen, host), details },
    endpoint: worst.endpoint,
    starter: starterAt(worst, host),
  };
}

/** What starts what should answer there; null where starting is not what it needs, or not here. */
function starterAt(failure: Failure, host: Host): Starter | null {
  const { target, product } = failure.endpoint;
  const kind = kindOf(failure);
  if (kind === 'answered' || kind === 'permission') return null;
  if (target.kind === 'socket') return starterOf(product, host);
  const isHere = target.kind === 'tcp' && isLoopback(target.host) && !isAboutTls(failure.error);
  return isHere ? starterOf('docker', host) : null;
}

function kindOf({ error, endpoint }: Failure): keyof typeof weights {
  if (error instanceof EngineError) return 'answered';
  const code = codeOf(error);
  if (endpoint.target.kind !== 'socket') return 'refused';
  if (code === 'EACCES' || code === 'EPERM') return 'permission';
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'refused';
}

function problemAt(failure: Failure, chosen: boolean, host: Host): Omit<DockerProblem, 'details'> {
  const { endpoint, error, file } = failure;
  if (error instanceof EngineError) return { ...asProblem(error), command: null };
  const place = `${endpoint.address} (${endpoint.origin})`;
  if (kindOf(failure) === 'permission') {
    return {
      code: 'docker-permission',
      message: `The user "${host.userName}" may not use Docker at ${place}.`,
      ...howToBeAllowed(endpoint, file, host),
    };
  }
  if (endpoint.target.kind === 'socket') {
    const start = howToStart(endpoint.product, host);
    const other = chosen ? ` If Docker is elsewhere, change ${endpoint.origin} or remove it.` : '';
    return {
      code: 'docker-unavailable',
      message: `Docker does not answer at ${place}.`,
      ...start,
      advice: `${start.advice}${other}`,
    };
  }
  return {
    code: 'docker-unavailable',
    message: `Docker does not answer at ${place}.`,
    ...remoteAdvice(failure, host),
  };
}

function remoteAdvice({ endpoint, error }: Failure, host: Host): { advice: string; command: string | null } {
  const { target } = endpoint;
  if (target.kind === 'ssh') {
    const login = `ssh ${target.port === null ? '' : `-p ${target.port} `}${target.user === null ? '' : `${target.user}@`}${target.host} docker version`;
    return {
      advice:
        codeOf(error) === 'ENOENT'
          ? 'The program ssh is missing on this machine: install it.'
          : 'Check that you can log in there with a key and without a question, and that Docker is installed and runs there.',
      command: codeOf(error) === 'ENOENT' ? null : login,
    };
  }
  if (isAboutTls(error)) {
    return {
      advice: `Check the certificates of ${endpoint.origin}, and whether the other side wants TLS.`,
      command: null,
    };
  }
  if (target.kind === 'tcp' && isLoopback(target.host)) return howToStart('docker', host);
  return {
    advice: `Check the address in ${endpoint.origin}, the network, and whether Docker runs there and listens for others.`,
    command: null,
  };
}

function isAboutTls(error: unknown): boolean {
  return /CERT|TLS|SSL|SELF_SIGNED|EPROTO|HPE_/.test(codeOf(error));
}

/** No place has anything: something is installed and does not run, or nothing is installed. */
function nothingThere(host: Host, hasApt: boolean, details: string): Omit<Diagnosis, 'endpoint'> {
  const [product] = host.installed;
  if (product === undefined) {
    return {
      problem: {
        code: 'docker-not-installed',
        message: 'No Docker was found on this machine.',
        ...howToInstall(host, hasApt),
        details,
      },
      starter: null,
    };
  }
  return {
    problem: {
      code: 'docker-unavailable',
      message: 'Docker is installed on this machine but does not run.',
      ...howToStart(product, host),
      details,
    },
    starter: starterOf(product, host),
  };
}

/** An error of the engine as a problem that is shown until it is over. */
export function asProblem(error: EngineError): DockerProblem {
  const code = dockerErrorCodes.find((one) => one === error.code) ?? 'docker-failed';
  return {
    code,
    message: error.message,
    advice: error.advice ?? '',
    command: null,
    details: error.details ?? null,
  };
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

function causeOf(error: unknown): string {
  if (error instanceof EngineError) return `${error.message} ${error.details ?? ''}`.trim();
  return error instanceof Error ? error.message : String(error);
}
