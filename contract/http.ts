import { z } from 'zod';

/** The HTTP door of an application: `POST /instances` and STOW-RS (PS3.18 section 10.5). */
export const httpOptionsSchema = z.object({
  enabled: z.boolean().default(false),
  /** TCP port. */
  port: z.number().int().min(1).max(65_535).default(8043),
  /**
   * Address it listens at; the loopback address lets only programs of this machine in. Nothing is encrypted: where
   * others could listen, put a proxy with TLS before it.
   */
  bindAddress: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  /**
   * Names by which clients may address this machine, beside its addresses, `localhost` and its own host name. Any
   * other name is refused: a web page could have pointed its own name here.
   */
  hostNames: z.array(z.string().min(1).max(253)).max(50).default([]),
  /** Requests at once; more are told to come again. */
  maxRequests: z.number().int().min(1).max(1000).default(32),
  /** Largest instance that is taken, in bytes. */
  maxInstanceBytes: z
    .number()
    .int()
    .min(1024)
    .default(16 * 1024 ** 3),
  /** A client that sends (nearly) nothing for this long is hung up on, in seconds. */
  idleSeconds: z.number().min(1).max(3600).default(30),
});
export type HttpOptions = z.infer<typeof httpOptionsSchema>;

export const httpAccessSchema = z.object({
  /** Shown by clients as `Authorization: Bearer …`, or as the password of HTTP Basic. */
  token: z.string(),
  /** The owner-only file that holds it. */
  file: z.string(),
  /** Where single instances are posted to. */
  instancesUrl: z.string(),
  /** Base of the DICOMweb services (STOW-RS). */
  dicomWebUrl: z.string(),
});
/** What a client needs to send by HTTP. */
export type HttpAccess = z.infer<typeof httpAccessSchema>;

export const httpRoutes = {
  /** The token of the HTTP door and its addresses, whether the door is open or not. */
  'http.access': { input: z.object({ application: z.string() }), output: httpAccessSchema },
  /** Makes a new token; the one before is worth nothing from then on. */
  'http.renew_token': { input: z.object({ application: z.string() }), output: httpAccessSchema },
};
