import { finding } from '../../../contract/index.ts';
import type { Finding } from '../../../contract/index.ts';
import type { LookedAtRequirements } from './report.ts';

/** Words of pip and of what it uses that tell of a network that cannot be reached. */
const offline =
  /NewConnectionError|name resolution|getaddrinfo|ConnectTimeout|ReadTimeout|Read timed out|ProxyError|SSLError|Max retries exceeded|Network is unreachable|Connection refused|Connection reset|Could not fetch URL|connection broken/i;

/** Whether something of it is not installed. */
export function isLacking({ lines }: LookedAtRequirements): boolean {
  return lines.some(({ state }) => state === 'missing' || state === 'other-version');
}

/**
 * What is not installed of a requirements.txt, and whether pip could bring it. Without a network nobody knows: a warning.
 * @param file path in the service folder
 * @param environment in a sentence
 */
export function findingsOfRequirements(
  { lines, pip }: LookedAtRequirements,
  file: string,
  environment: string,
): Finding[] {
  const findings = lines.flatMap(({ line, text, state, installed }) => {
    const isOther = state === 'other-version';
    if (state !== 'missing' && !isOther) return [];
    const what = isOther ? `has version ${installed ?? ''} in its place` : 'does not have it';
    const message = `The service requires ${text}; ${environment} ${what}.`;
    const advice = `Install it there: pip install "${text.replaceAll('"', "'")}"`;
    return [
      finding('warning', isOther ? 'requirement-other-version' : 'requirement-missing', message, {
        file,
        line,
        advice,
      }),
    ];
  });
  if (pip === null || pip.code === 0) return findings;
  const said = pip.output.trim();
  if (pip.code === null || offline.test(said) || isWithoutPip(said)) {
    const why = isWithoutPip(said)
      ? 'there is no pip, or an old one, in it'
      : pip.code === null
        ? said
        : 'no package index could be reached';
    const message = `Whether ${environment} can get what is missing could not be found out: ${why.replace(/\.$/, '')}.`;
    return [...findings, finding('warning', 'requirements-not-checked', message, { file })];
  }
  return [...findings, unresolvable(said, lines, file, environment)];
}

/** Before pip 22.2 it could not look without installing. */
function isWithoutPip(said: string): boolean {
  return /No module named '?pip|no such option: --dry-run/.test(said);
}

function unresolvable(
  said: string,
  lines: LookedAtRequirements['lines'],
  file: string,
  environment: string,
): Finding {
  const errors = said
    .split('\n')
    .filter((line) => line.startsWith('ERROR:'))
    .map((line) => line.slice('ERROR:'.length).trim());
  const wanted = errors
    .map((line) =>
      /requirement (\S+)|found for (\S+)|requirement: '([^']+)'/i.exec(line)?.slice(1).find(Boolean),
    )
    .find(Boolean);
  const line = lines.find(
    ({ text }) => wanted !== undefined && text.startsWith(wanted.split(/[<>=!~ ]/)[0] ?? wanted),
  );
  const words = (errors.at(-1) ?? said.split('\n').at(-1) ?? '').slice(0, 500);
  return finding(
    'error',
    'requirements-unresolvable',
    `What the service requires cannot be installed into ${environment}: ${words}`,
    {
      file,
      line: line?.line ?? null,
    },
  );
}
