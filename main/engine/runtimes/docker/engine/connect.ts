import { existsSync, statSync } from 'node:fs';
import { EngineError } from '../../../../../contract/index.ts';
import type { DockerProblem, DockerServer } from '../../../../../contract/index.ts';
import { createClient } from './client.ts';
import type { Client } from './client.ts';
import { searchFor } from './endpoints/index.ts';
import type { Endpoint, Surroundings } from './endpoints/index.ts';
import { askServer } from './facts.ts';
import { asProblem, connectProblem, readHost, readSocketFile } from './problems/index.ts';
import type { Failure, Starter } from './problems/index.ts';
import { within } from './within.ts';

/** What came of one look for Docker. */
export type Found =
  | { client: Client; endpoint: Endpoint; server: DockerServer }
  | {
      problem: DockerProblem;
      endpoint: Endpoint | null;
      /** What would start it without a password; null where nothing does. */
      starter: Starter | null;
    };

/** Tries one place after the other; the first that answers is taken. */
export async function findDocker(around: Surroundings, patienceMs: number): Promise<Found> {
  const host = readHost(around.env);
  let search;
  try {
    search = searchFor(around);
  } catch (thrown) {
    if (!(thrown instanceof EngineError)) throw thrown;
    return { problem: asProblem(thrown), endpoint: null, starter: null };
  }
  const failures: Failure[] = [];
  for (const endpoint of search.endpoints) {
    const result = await tryEndpoint(endpoint, patienceMs);
    if ('server' in result) return { endpoint, ...result };
    const file =
      endpoint.target.kind === 'socket' ? readSocketFile(endpoint.target.path, host.userName) : null;
    failures.push({ endpoint, error: result.error, file });
  }
  return connectProblem(failures, search.chosen, host, existsSync('/usr/bin/apt-get'));
}

async function tryEndpoint(
  endpoint: Endpoint,
  patienceMs: number,
): Promise<{ client: Client; server: DockerServer } | { error: unknown }> {
  const absent = absence(endpoint);
  if (absent !== null) return { error: absent };
  let client: Client | undefined;
  try {
    client = await createClient(endpoint);
    const server = await within(patienceMs, askServer(client.docker), () =>
      notAnswering(endpoint, patienceMs),
    );
    return { client, server };
  } catch (error) {
    client?.close();
    return { error };
  }
}

/** Why there can be nothing, or null. What does not exist needs no client, and the library that makes one loads slowly. */
function absence({ target }: Endpoint): unknown {
  if (target.kind !== 'socket' || target.path.startsWith('//')) return null;
  try {
    statSync(target.path);
    return null;
  } catch (cause) {
    return cause;
  }
}

function notAnswering({ address }: Endpoint, patienceMs: number): EngineError {
  return new EngineError(
    'docker-unavailable',
    `Docker at ${address} takes connections but has not answered for ${patienceMs / 1000} s.`,
    { advice: 'It may still be starting. If this lasts, restart Docker.' },
  );
}
