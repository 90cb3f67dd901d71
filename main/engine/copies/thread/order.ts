import { z } from 'zod';
import { backupDescriptionSchema, backupPartsSchema, errorReplySchema } from '../../../../contract/index.ts';

const partsSchema = backupPartsSchema.extend({
  services: z.boolean(),
  workers: z.boolean(),
  secrets: z.enum(['none', 'peers', 'all']),
});

const sourceSchema = z.object({
  /** Application folder. */
  root: z.string(),
  parts: partsSchema,
  /** Copy of its history that belongs to the thread; null where data are not copied. */
  snapshot: z.string().nullable(),
  /** Passwords of peers by their files, unsealed: they lie so in the backup, and nowhere else. */
  openSecrets: z.record(z.string(), z.string()),
});

/** What is done to a history so that it fits where it is now. */
const settleSchema = z.object({
  /** When the copy was made, in ms since the epoch. */
  at: z.number(),
  parts: backupPartsSchema,
  /** What has not ended goes on in the original: tasks are cancelled here, and jobs wait until somebody wants them. */
  isClone: z.boolean(),
});
export type SettleOrder = z.infer<typeof settleSchema>;

/** What the thread is to do. */
export const orderSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pack'),
    source: sourceSchema,
    target: z.string(),
    settings: z.string(),
    description: backupDescriptionSchema,
  }),
  z.object({
    kind: z.literal('unpack'),
    file: z.string(),
    target: z.string(),
    description: backupDescriptionSchema,
  }),
  z.object({ kind: z.literal('clone'), source: sourceSchema, target: z.string() }),
]);
export type CopyOrder = z.infer<typeof orderSchema>;

/** What became known while files were copied; numbers of things. */
export const copyNotesSchema = z.object({
  /** Instances that the history names and that have no file. */
  missing: z.number(),
  /** Links to somewhere else. */
  links: z.number(),
  /** Devices, sockets and the like. */
  special: z.number(),
  /** What is there and cannot be read. */
  unreadable: z.number(),
  /** Text of its `application.json`; null where none was asked for. */
  settings: z.string().nullable(),
});
export type CopyNotesTold = z.infer<typeof copyNotesSchema>;

/** What the thread tells. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    done: z.number(),
    total: z.number().nullable(),
    bytes: z.number(),
  }),
  z.object({ kind: z.literal('done'), notes: copyNotesSchema }),
  z.object({ kind: z.literal('failed'), error: errorReplySchema }),
]);
export type CopyAnswer = z.infer<typeof answerSchema>;
