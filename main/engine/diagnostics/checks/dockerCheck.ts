import type { Check } from '../types.ts';

/** Docker, where an application needs it. */
export const dockerCheck: Check = {
  id: 'docker',
  limitMs: 30_000,
  async look(_, { surroundings }) {
    const users = surroundings
      .applications()
      .filter(
        ({ open }) =>
          open !== null && (open.options.runtime === 'docker' || open.options.docker.components.orthanc),
      )
      .map(({ name }) => name);
    // Nobody needs it: it is not looked for because of this.
    if (users.length === 0) return { state: 'unused', found: 'No application uses Docker.' };
    const { state, endpoint, server, problem, canStart } = await surroundings.docker.state();
    const facts = [
      ...(endpoint === null ? [] : [`${endpoint.address} (${endpoint.origin})`]),
      ...(server === null
        ? []
        : [`${server.kind} ${server.version}, API ${server.apiVersion}, ${server.operatingSystem}`]),
      `Used by ${users.join(', ')}`,
    ];
    if (state === 'connected')
      return { state: 'ok', found: `Docker ${server?.version ?? ''} answers.`, facts };
    return {
      state: 'failed',
      found: problem?.message ?? 'Docker does not answer.',
      advice: problem?.advice ?? 'Start Docker, and look for it again.',
      command: problem?.command ?? null,
      fix: canStart ? 'start-docker' : 'find-docker',
      facts: [...facts, ...(problem?.details ? [problem.details] : [])],
    };
  },
  fixes: {
    async 'find-docker'(_, { surroundings }) {
      await surroundings.docker.reconnect();
    },
    async 'start-docker'(_, { surroundings, signal }) {
      await surroundings.docker.start(signal);
    },
  },
};
