import type { Container } from '../../../contract/index.ts';
import type { Tone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

const tones: Record<Container['state'], Tone> = {
  created: 'waiting',
  running: 'succeeded',
  paused: 'warning',
  restarting: 'running',
  removing: 'cancelled',
  exited: 'cancelled',
  dead: 'failed',
};

/** Colour and words for the state of a container; its health counts where it runs. */
export function looksOf({ state, health, problem }: Pick<Container, 'state' | 'health' | 'problem'>): {
  tone: Tone;
  label: string;
} {
  const words = texts.docker;
  if (state === 'running' && health === 'starting') return { tone: 'running', label: words.healths.starting };
  if (state === 'running' && health === 'unhealthy')
    return { tone: 'warning', label: words.healths.unhealthy };
  return { tone: problem === null ? tones[state] : 'failed', label: words.containerStates[state] };
}
