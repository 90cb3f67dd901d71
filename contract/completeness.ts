import { z } from 'zod';
import { SeriesExpressionError, parseSeriesExpression } from './seriesExpression/index.ts';

/** A time to wait, in seconds; at most ten days. */
const waitSeconds = z.number().min(0).max(864_000);

/** A required-series expression that can be read. */
const seriesExpression = z
  .string()
  .trim()
  .min(1)
  .superRefine((source, context) => {
    try {
      parseSeriesExpression(source);
    } catch (cause) {
      if (!(cause instanceof SeriesExpressionError)) throw cause;
      context.addIssue({ code: 'custom', message: cause.message, params: { position: cause.position } });
    }
  });

/**
 * When an arrival is complete. It is, once something says so (quiet time, end of the association, expected number of
 * instances) and nothing is missing (required series, expected number of instances); at the latest after the maximum
 * wait, and always by "process now".
 */
export const completenessOptionsSchema = z
  .object({
    /**
     * Quiet times of senders in place of `quietSeconds`; the first that fits counts. `sender`: an AE title, an address
     * as doors show it, a folder, or a pattern of one with `*` for any characters, whatever the case.
     */
    quietTimes: z
      .array(
        z.object({ sender: z.string().trim().min(1).max(1024), quietSeconds: z.number().min(0).max(86_400) }),
      )
      .max(500)
      .default([]),
    /** Complete when the association that delivered it ends, unless another still delivers to it. */
    atAssociationEnd: z.boolean().default(false),
    /**
     * Complete as soon as all has come that senders named for storage commitment (`awaitCommitted`), or the number is
     * reached that a peer tells (`askForCount`), without quiet time: the peer is asked once more, and has to tell the
     * same. What lies in quarantine has come, what filters leave out later as well; what was refused has not. False: what
     * is told there is waited for, and completes nothing.
     */
    atExpectedInstances: z.boolean().default(false),
    /**
     * Who is asked by C-FIND or QIDO-RS how many instances a study has that is sent to us: nobody, the peer with the AE
     * title of its sender, or the peer `askedPeer`. An arrival of a patient or study then waits for all of them.
     */
    askForCount: z.enum(['never', 'sender', 'peer']).default('never'),
    /** Name of the peer that is asked where `askForCount` is `peer`. */
    askedPeer: z.string().trim().max(1024).default(''),
    /**
     * A request for storage commitment (PS3.4 annex J) tells what its sender has sent: arrivals that have instances of
     * it wait for all that it names.
     */
    awaitCommitted: z.boolean().default(false),
    /** Series that must have arrived, as an expression; null: none in particular. */
    requiredSeries: seriesExpression.nullable().default(null),
    /** Longest wait from the first instance on, in seconds; null: none. */
    maximumWaitSeconds: waitSeconds.nullable().default(86_400),
    /**
     * What becomes of an arrival in which something is missing after the maximum wait: it is processed as it is, goes on
     * waiting, or is put aside with the reason (and stays in the archive). One that lacks nothing and still receives is
     * processed, with `keep-waiting` only once it is quiet.
     */
    afterMaximumWait: z.enum(['process', 'keep-waiting', 'put-aside']).default('process'),
    /**
     * What becomes of instances of a patient, study or series that already had a run, or has one being planned:
     * - `new-version`: a new run of everything the archive holds of it
     * - `merge`: the same, and the run before is withdrawn where none of its jobs has begun
     * - `ignore`: archived and put aside, to be processed only by hand
     */
    lateArrivals: z.enum(['new-version', 'merge', 'ignore']).default('new-version'),
  })
  .refine(({ askForCount, askedPeer }) => askForCount !== 'peer' || askedPeer !== '', {
    path: ['askedPeer'],
    message: 'must be the name of the peer that is asked',
  });
export type CompletenessOptions = z.infer<typeof completenessOptionsSchema>;

/** Something that an arrival still lacks. */
export const missingSchema = z.object({
  code: z.enum(['required-series', 'expected-instances', 'committed-instances', 'being-fetched']),
  /** One sentence for a researcher. */
  message: z.string(),
});
export type Missing = z.infer<typeof missingSchema>;

/** Why an arrival was put aside and not processed. */
export const putAsideSchema = z.object({
  code: z.enum(['maximum-wait', 'late', 'cancelled']),
  /** One sentence for a researcher. */
  message: z.string(),
});
export type PutAside = z.infer<typeof putAsideSchema>;
