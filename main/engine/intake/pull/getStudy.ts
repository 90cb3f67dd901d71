import { EngineError, toEngineError } from '../../../../contract/index.ts';
import type { EngineSide } from '../arriving/index.ts';
import { getOnce } from './getOnce.ts';
import type { Heard } from './getOnce.ts';
import { adviceOn } from './leftBehind.ts';
import { missingInstances } from './missingInstances.ts';
import type { MissingInstance } from './missingInstances.ts';
import type { Fetch, Fetched } from './protocol.ts';
import { commonClasses, rareClasses } from './storageClasses.ts';
import { storageContexts } from './storageContexts.ts';
import type { Contexts } from './storageContexts.ts';

/** SOP classes of one association: each can have two contexts. */
const mostClasses = 63;

/**
 * Fetches by C-GET (PS3.4 C.4.3): the instances come on the association that asks for them, and are stored as those
 * of any sender are. For what the peer did not hand over it is asked again: it may have accepted neither its SOP class
 * nor a transfer syntax in which it is stored. Of what SOP classes that is, it is asked first.
 * @returns how many instances the peer could not hand over
 * @throws EngineError `peer-unreachable`, `peer-refused`, `peer-failed`, `disk-full`, `disk-failed`, `cancelled`
 */
export async function getStudy(
  fetch: Extract<Fetch, { way: 'get' }>,
  engine: EngineSide,
  signal: AbortSignal,
): Promise<Fetched> {
  await engine.assertSpace();
  const { SOPClassUIDs: told, instanceCount } = fetch;
  const heard: Heard = { handed: new Set(), came: new Set(), accepted: new Set() };
  const { handed, came, accepted } = heard;
  const [first = [], ...more] = told.length > 0 ? inPieces(told) : [commonClasses, ...inPieces(rareClasses)];
  const [common = [], ...rarer] = storageContexts(first);
  const { failed, problem } = await getOnce(fetch, { engine, signal, contexts: common, heard, only: null });
  const refused = () => handed.size - came.size;
  let expected = Math.max(handed.size + failed - refused(), instanceCount ?? 0);
  const unhanded = () => Math.max(expected - handed.size, 0);

  const isWhole = problem === null && unhanded() === 0;
  const missing = isWhole ? null : await missingInstances(fetch, handed, signal);
  if (missing !== null) expected = handed.size + missing.length;
  else if (problem !== null && unhanded() === 0) throw problem;
  // Where the peer gave up in the middle, it may have more of what it was offered.
  const offered = new Set(problem === null ? first : []);
  const rounds =
    missing === null
      ? [...more.flatMap((classes) => storageContexts(classes).slice(0, 1)), ...rarer]
      : roundsFor(new Set(missing.map(({ SOPClassUID }) => SOPClassUID)), offered);
  for (const round of rounds) {
    if (unhanded() === 0) break;
    const only = missing?.filter(({ SOPInstanceUID }) => !handed.has(SOPInstanceUID)) ?? null;
    const contexts = only === null ? round : contextsFor(only, round);
    if (contexts.length > 0)
      await getOnce(fetch, { engine, signal, contexts, heard, only }).catch(throwUnlessOfPeer);
  }
  const advice = unhanded() === 0 ? null : adviceOn({ missing, handed, accepted });
  // Why it gave up may pass.
  const isUnexplained = missing === null && failed === 0 && unhanded() > 0;
  if (problem !== null && (came.size === 0 || isUnexplained)) {
    const { code, message, details } = problem;
    const more = { ...(details === undefined ? {} : { details }), ...(advice === null ? {} : { advice }) };
    throw new EngineError(code, message, more);
  }
  return { failed: unhanded() + refused(), advice };
}

function inPieces(classes: readonly string[]): string[][] {
  const count = Math.ceil(classes.length / mostClasses);
  return Array.from({ length: count }, (_, at) => classes.slice(at * mostClasses, (at + 1) * mostClasses));
}

/** What is to be offered for these SOP classes, association by association, after others were offered once. */
function roundsFor(missing: ReadonlySet<string>, offered: ReadonlySet<string>): Contexts[] {
  const isNarrower = missing.size !== offered.size || [...missing].some((uid) => !offered.has(uid));
  return inPieces([...missing])
    .map(storageContexts)
    .flatMap((rounds) => (isNarrower ? rounds : rounds.slice(1)));
}

function contextsFor(instances: readonly MissingInstance[], contexts: Contexts): Contexts {
  const wanted = new Set(instances.map(({ SOPClassUID }) => SOPClassUID));
  return contexts.filter(({ abstractSyntax }) => wanted.has(abstractSyntax));
}

/** A peer that refuses a further question has answered those before all the same. */
function throwUnlessOfPeer(cause: unknown): void {
  const { code } = toEngineError(cause);
  if (code !== 'peer-failed' && code !== 'peer-refused') throw cause;
}
