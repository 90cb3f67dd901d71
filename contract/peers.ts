import { z } from 'zod';
import { aeTitleSchema } from './scp.ts';

/** Absolute path of a file, or none. */
const optionalFile = z.string().min(1).max(4000).nullable().default(null);
const seconds = z.number().min(1).max(86_400);

/** How people name a peer. */
const peerNameSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(64, 'must have at most 64 characters')
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  .regex(/^[^\u0000-\u001f\u007f]+$/, 'must have no control characters');

/** Another DICOM node: a scanner, an archive, a workstation. */
const dicomPeerSchema = z.object({
  kind: z.literal('dicom'),
  name: peerNameSchema,
  aeTitle: aeTitleSchema,
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  /** By which AE title we call; null: that of the C-STORE door. */
  callingAeTitle: aeTitleSchema.nullable().default(null),
  /**
   * How studies are fetched. `move`: it sends them to our C-STORE door, whose AE title, host and port it has to know;
   * `get`: they come on the association that asks for them.
   */
  retrieveBy: z.enum(['move', 'get']).default('get'),
  tls: z
    .object({
      enabled: z.boolean().default(false),
      /** Certificates, PEM, that the peer's is checked by; null: the authorities that come with DCM Processor. */
      authorityFile: optionalFile,
      /** Shown to peers that ask for one, PEM. */
      certificateFile: optionalFile,
      keyFile: optionalFile,
      /** Check that the peer's certificate is for the host that is called. */
      checkHost: z.boolean().default(true),
    })
    .prefault({}),
  /** Times without progress after which the peer is given up, in seconds. */
  timeouts: z
    .object({
      connect: seconds.default(10),
      /** For answers to requests for an association, and for its release. */
      acse: seconds.default(30),
      /** For answers to messages. */
      dimse: seconds.default(60),
      /** For a peer that does not read what it is sent. */
      network: seconds.default(60),
    })
    .prefault({}),
});
export type DicomPeer = z.infer<typeof dicomPeerSchema>;

/** A server with QIDO-RS and WADO-RS (PS3.18). */
const dicomWebPeerSchema = z.object({
  kind: z.literal('dicomweb'),
  name: peerNameSchema,
  /** Base of its services: what comes before `/studies`. */
  url: z
    .url({ protocol: /^https?$/, error: 'must begin with http:// or https://' })
    .max(2000)
    .refine((url) => !/^https?:\/\/[^/]*@/.test(url), 'must hold no user name; see authorization'),
  /** Secrets are not kept here but in files that only their owner can read. */
  authorization: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('none') }),
      /** The first line of `secretFile` is the token. */
      z.object({ kind: z.literal('bearer'), secretFile: z.string().min(1).max(4000) }),
      /** The first line of `secretFile` is the password. */
      z.object({
        kind: z.literal('basic'),
        user: z.string().min(1).max(200),
        secretFile: z.string().min(1).max(4000),
      }),
    ])
    .default({ kind: 'none' }),
  /** Certificates, PEM, that the server's is checked by; null: the authorities that come with DCM Processor. */
  authorityFile: optionalFile,
  /** Time without progress after which it is given up, in seconds. */
  timeoutSeconds: seconds.default(60),
});
export type DicomWebPeer = z.infer<typeof dicomWebPeerSchema>;

export const peerSchema = z.discriminatedUnion('kind', [dicomPeerSchema, dicomWebPeerSchema]);
export type Peer = z.infer<typeof peerSchema>;

/** The peers of an application; their names differ, whatever their case. */
export const peersOptionsSchema = z
  .array(peerSchema)
  .max(1000)
  .refine((peers) => new Set(peers.map(({ name }) => name.toLowerCase())).size === peers.length, {
    error: 'two peers have the same name',
  });

const onPeer = { application: z.string(), peer: z.string() };

export const peerRoutes = {
  'peers.list': { input: z.object({ application: z.string() }), output: z.array(peerSchema) },
  /** Adds a peer, or with `replace` takes the place of the one of that name. */
  'peers.create': {
    input: z.object({ application: z.string(), peer: peerSchema, replace: z.boolean().default(false) }),
    output: peerSchema,
  },
  'peers.remove': { input: z.object(onPeer), output: z.object({}) },
  /** Adds the peers of an Orthanc configuration (DicomModalities, DicomWeb) or of dcmtk's dcmqrscp (HostTable). */
  'peers.import': {
    input: z.object({ application: z.string(), path: z.string().min(1).max(4000) }),
    output: z.object({
      added: z.array(z.string()),
      skipped: z.array(z.object({ name: z.string(), reason: z.string() })),
    }),
  },
  /** C-ECHO, or a smallest possible QIDO-RS request; `peer` by name, or as it would be before it is added. */
  'peers.echo': {
    input: z.object({ application: z.string(), peer: z.union([z.string(), peerSchema]) }),
    output: z.object({ milliseconds: z.number() }),
  },
};
