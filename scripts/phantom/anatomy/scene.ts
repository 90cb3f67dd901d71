import { head, headSignal } from './head.ts';
import type { Solid } from './solids.ts';
import { hounsfield, torso } from './torso.ts';

/** What a series shows. */
export type SceneName = 'ct-torso' | 'mr-head-t1' | 'mr-head-t2';

/** What part of a scene is imaged, mm. */
export interface View {
  /** Width and height of the image. */
  fieldOfView: number;
  /** Extent along the patient that is worth imaging. */
  coverage: number;
  /** Position of the middle slice. */
  middle: number;
}

/** Anatomy with the signal of each of its parts, in order of painting. */
export interface Scene {
  parts: readonly { solid: Solid<string>; signal: number }[];
  background: number;
  /** Standard deviation of the noise, in units of the signal. */
  noise: number;
  /** The number that is stored for a signal at a place (in mm from the middle of the image). */
  stored(signal: number, x: number, y: number): number;
}

/** What is added to Hounsfield units so that no stored value is negative: the negative of RescaleIntercept. */
export const ctOffset = 1024;

const headView: View = { fieldOfView: 230, coverage: 144, middle: 12 };

export const views: Readonly<Record<SceneName, View>> = {
  'ct-torso': { fieldOfView: 380, coverage: 300, middle: 0 },
  'mr-head-t1': headView,
  'mr-head-t2': headView,
};

export function sceneOf(name: SceneName, seed: string): Scene {
  if (name === 'ct-torso') {
    return {
      parts: withSignal(torso(seed), hounsfield),
      background: hounsfield.air,
      noise: 14,
      stored: (signal) => signal + ctOffset,
    };
  }
  const signals = name === 'mr-head-t1' ? headSignal.t1 : headSignal.t2;
  return {
    parts: withSignal(head(), signals),
    background: signals.air,
    noise: 22,
    // The receiver coils see what is near them brighter; a magnitude is never negative.
    stored: (signal, x, y) => Math.abs(signal) * (1 + 1.6e-5 * (x * x + (y - 20) * (y - 20))),
  };
}

function withSignal<Tissue extends string>(
  solids: readonly Solid<Tissue>[],
  signals: Readonly<Record<Tissue, number>>,
): Scene['parts'] {
  return solids.map((solid) => ({ solid, signal: signals[solid.tissue] }));
}
