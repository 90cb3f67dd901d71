import { toEngineError } from '../../../../contract/index.ts';
import type { Check, CheckedApplication } from '../types.ts';

/** Other DICOM nodes: whether they answer. Only when it is asked for, since it calls other machines. */
export const peersCheck: Check<CheckedApplication> = {
  id: 'peers',
  limitMs: 60_000,
  async look({ open }, { signal }) {
    const peers = open?.peers() ?? [];
    if (open === null || peers.length === 0) return { state: 'unused', found: 'There are no peers.' };
    const answers = await Promise.all(
      peers.map(async ({ name }) => {
        try {
          const milliseconds = await open.echo(name, signal);
          return { isThere: true, text: `${name}: answered in ${Math.round(milliseconds)} ms` };
        } catch (cause) {
          return { isThere: false, text: `${name}: ${toEngineError(cause).message}` };
        }
      }),
    );
    const silent = answers.filter(({ isThere }) => !isThere);
    const facts = answers.map(({ text }) => text);
    if (silent.length === 0) return { state: 'ok', found: `All ${peers.length} peers answer.`, facts };
    return {
      state: 'failed',
      found: `${silent.length} of ${peers.length} peers ${silent.length === 1 ? 'does' : 'do'} not answer.`,
      advice: 'Check host, port and AE title, and that they know this machine.',
      facts,
    };
  },
};
