import { z } from 'zod';

/** PS3.5 table 6.2-1, AE: no backslash, no control characters, not only spaces. */
export const aeTitleSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(16, 'must have at most 16 characters')
  .regex(
    /^[\u0020-\u005b\u005d-\u007e]+$/,
    'must have only letters, digits and signs of ASCII, no backslash',
  );

const seconds = z.number().min(1).max(86_400);

/** Where nothing else is given, an own certificate is made and kept in the application folder. */
const scpTlsSchema = z.object({
  mode: z.enum(['off', 'on']).default('off'),
  /** Absolute path of the certificate with its chain, PEM. Null: the own one. */
  certificateFile: z.string().min(1).nullable().default(null),
  /** Absolute path of its private key, PEM. */
  keyFile: z.string().min(1).nullable().default(null),
  /** Absolute path of the certificates that those of clients are checked by, PEM. */
  authorityFile: z.string().min(1).nullable().default(null),
  /** `optional`: one that is shown has to be valid. `required`: only clients with one get in. */
  clientCertificates: z.enum(['none', 'optional', 'required']).default('none'),
  /**
   * Of the secure transport connection profiles of PS3.15 annex B. `bcp-195`: TLS 1.2 or newer with the cipher suites
   * that BCP 195 (RFC 9325) recommends; `tls-1.3`: the same without TLS 1.2.
   */
  profile: z.enum(['bcp-195', 'tls-1.3']).default('bcp-195'),
});
export type ScpTlsOptions = z.infer<typeof scpTlsSchema>;

/** The C-STORE door: who may send to it, where, and how. */
export const scpOptionsSchema = z.object({
  enabled: z.boolean().default(false),
  aeTitle: aeTitleSchema.default('DCM-PROCESSOR'),
  /** 104 and 11112 are those registered for DICOM; the first needs rights that a workstation has not. 0: any free one. */
  port: z.number().int().min(0).max(65_535).default(11_112),
  /** Address to listen on. Only this machine can reach a loopback address. */
  bindAddress: z.string().min(1).max(255).default('127.0.0.1'),
  /** Calling AE titles that may send; empty: all. */
  callingAeTitles: z.array(aeTitleSchema).max(1000).default([]),
  /** Refuse senders that call by another AE title than ours. */
  checkCalledAe: z.boolean().default(false),
  /** Associations at once; more are asked to come back later. */
  maxAssociations: z.number().int().min(1).max(1000).default(64),
  /** Announced to senders, in bytes. */
  maxPduLength: z.number().int().min(4096).max(1_048_576).default(131_072),
  /** Times without progress after which an association is given up, in seconds. */
  timeouts: z
    .object({
      /** Until a connection asks for its association. */
      acse: seconds.default(30),
      /** Within a message, and for answers to messages of ours. */
      dimse: seconds.default(60),
      /** Between two messages. */
      network: seconds.default(300),
    })
    .prefault({}),
  tls: scpTlsSchema.prefault({}),
});
export type ScpOptions = z.infer<typeof scpOptionsSchema>;
