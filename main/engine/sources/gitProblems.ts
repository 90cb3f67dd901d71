import { EngineError } from '../../../contract/index.ts';
import type { ErrorCode } from '../../../contract/index.ts';

interface KnownProblem {
  says: RegExp;
  code: ErrorCode;
  message(shown: string): string;
  advice?: string;
}

/** What git says, and what it means; the first that fits counts. */
const knownProblems: readonly KnownProblem[] = [
  {
    says: /transport '[^']*' not allowed/,
    code: 'source-invalid',
    message: (shown) => `${shown}, or a submodule of it, uses a protocol that is not taken.`,
    advice: 'Fetch it without submodules, or make a folder or archive of it.',
  },
  {
    says: /detected dubious ownership/,
    code: 'source-refused',
    message: (shown) => `${shown} belongs to another user, and git does not read it for that.`,
    advice: 'Tell git that you trust it, with safe.directory, or make a copy of your own.',
  },
  {
    says: /host key verification failed/i,
    code: 'source-refused',
    message: (shown) => `The key of the host of ${shown} is not known to ssh.`,
    advice: 'Connect to it once with ssh in a terminal, and confirm its key.',
  },
  {
    says: /permission denied \(|authentication failed|could not read (?:username|password)|HTTP Basic: Access denied|returned error: 40[13]|invalid username or/i,
    code: 'source-refused',
    message: (shown) => `${shown} wants a user name and password or a key, or does not accept those it got.`,
  },
  {
    says: /error: 407|proxy authentication required|Received HTTP code 407/i,
    code: 'source-refused',
    message: () => 'The proxy wants a user name and password, or does not accept those it got.',
    advice: 'Set them with: dcm-processor set proxy',
  },
  {
    says: /couldn't find remote ref|no such remote ref|not our ref|unadvertised object|bad revision|needed a single revision|unknown revision|unable to find remote ref/i,
    code: 'source-invalid',
    message: (shown) => `${shown} has no such branch, tag or commit.`,
    advice: 'Leave it empty for the usual branch, or look at the names in the repository.',
  },
  {
    says: /repository .*not found|does not appear to be a git repository|not a git repository|does not exist|error: 404|no such file or directory/i,
    code: 'source-invalid',
    message: (shown) => `There is no git repository at ${shown}, or you may not see it.`,
    advice: 'Check the address; a private repository needs a user name and token.',
  },
  {
    says: /could not resolve (?:host|proxy)|failed to connect|connection (?:refused|timed out|reset)|timed out|network is unreachable|ssl certificate problem|unable to look up|early EOF|remote end hung up|certificate verif|Received HTTP code 5\d\d|error: 5\d\d/i,
    code: 'source-unreachable',
    message: (shown) => `${shown} cannot be reached.`,
  },
  {
    says: /no space left on device/i,
    code: 'disk-full',
    message: () => 'There is too little space on the disk of the data home.',
  },
];

/** What git said as an error for people; `said` has no passwords in it. */
export function explainGit(said: string, shown: string): EngineError {
  const known = knownProblems.find(({ says }) => says.test(said));
  if (known === undefined)
    return new EngineError('source-unreachable', `${shown} could not be fetched with git.`, {
      details: said,
      advice: 'The technical cause has what git said.',
    });
  return new EngineError(known.code, known.message(shown), {
    details: said,
    ...(known.advice !== undefined && { advice: known.advice }),
  });
}
