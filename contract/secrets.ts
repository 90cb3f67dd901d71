import { z } from 'zod';

/** What a secret is for: words with slashes between them, such as `network/httpsProxy` or `host/git.example`. */
export const secretNameSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(300, 'must have at most 300 characters')
  .regex(
    /^[\w@.:[\] -]+(?:\/[\w@.:[\] -]+)*$/,
    'must consist of letters, digits and . : @ - _, with slashes between words',
  );

/**
 * - `system`: encrypted by the key store of the system, through the window's program
 * - `file`: in a file that only its owner can read
 */
export const secretPlaceSchema = z.enum(['system', 'file']);
export type SecretPlace = z.infer<typeof secretPlaceSchema>;

const secretEntrySchema = z.object({
  name: z.string(),
  place: secretPlaceSchema,
  /** False while only the window could read it: it is encrypted, and this engine was started without a window. */
  readable: z.boolean(),
  /** When it was kept, in ms since the epoch. */
  at: z.number(),
});

const secretsReplySchema = z.object({
  /** Where new secrets are kept. */
  place: secretPlaceSchema,
  /** What a person chose; null: `system` where there is a key store, else `file`. */
  chosen: secretPlaceSchema.nullable(),
  /** Key store of the system, as it names itself; null where there is none for this engine. */
  system: z.string().nullable(),
  /** Absolute path of the owner-only file. */
  file: z.string(),
  secrets: z.array(secretEntrySchema),
});
export type SecretsReply = z.infer<typeof secretsReplySchema>;

export const secretRoutes = {
  /** Names and places; never what is kept. */
  'secrets.list': { input: z.object({}), output: secretsReplySchema },
  /** Keeps a secret, in place of the one of that name. */
  'secrets.set': {
    input: z.object({
      name: secretNameSchema,
      value: z
        .string()
        .min(1, 'must not be empty')
        .max(10_000, 'must have at most 10000 characters')
        // oxlint-disable-next-line no-control-regex -- control characters are what is refused
        .refine((value) => !/[\u0000\r\n]/.test(value), 'must have no line breaks'),
    }),
    output: secretsReplySchema,
  },
  'secrets.remove': { input: z.object({ name: secretNameSchema }), output: secretsReplySchema },
  /**
   * Chooses where secrets are kept and moves those that are there. `file` lets engines read them that run without a
   * window, such as `dcm-processor serve`.
   */
  'secrets.move': { input: z.object({ place: secretPlaceSchema.nullable() }), output: secretsReplySchema },
};
