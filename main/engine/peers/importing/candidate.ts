import type { z } from 'zod';
import type { peerSchema } from '../../../../contract/index.ts';

/** A peer as another program knows it; not checked yet. */
export type Candidate =
  | {
      name: string;
      peer: z.input<typeof peerSchema>;
      /** What a web server wants to be shown. */
      secret: { kind: 'bearer'; text: string } | { kind: 'basic'; user: string; text: string } | null;
    }
  /** It cannot be used, and why. */
  | { name: string; problem: string };
