import { z } from 'zod';

/** `http://user:password@host:port`, or `host:port`. */
const proxyAddress = z
  .string()
  .trim()
  .max(1000)
  .regex(/^[!-~]*$/, 'must be an address such as "http://proxy.example:3128"')
  .transform((text) => (text === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`))
  .refine(
    (text) => text === '' || isProxyAddress(text),
    'must be an address such as "http://proxy.example:3128"',
  )
  .transform((text) => (text === '' ? null : text))
  .nullable();

function isProxyAddress(text: string): boolean {
  try {
    const { protocol, hostname, pathname, search, hash } = new URL(text);
    return /^https?:$/.test(protocol) && hostname !== '' && pathname === '/' && search === '' && hash === '';
  } catch {
    return false;
  }
}

const webAddress = z
  .string()
  .trim()
  .max(2000)
  .refine((text) => text === '' || isWebAddress(text), 'must begin with https:// or http://')
  .transform((text) => (text === '' ? null : text))
  .nullable();

function isWebAddress(text: string): boolean {
  try {
    // A line break would end the option of a configuration file that it is written to.
    return /^[!-~]+$/.test(text) && /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}

const host = z
  .string()
  .trim()
  .max(255)
  .regex(
    /^(?:[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/,
    'must be the name of a host',
  );

/** How this machine reaches the network; for everything that DCM Processor fetches, and what it builds. */
export const networkSettingsSchema = z.object({
  httpProxy: proxyAddress.default(null),
  httpsProxy: proxyAddress.default(null),
  ftpProxy: proxyAddress.default(null),
  /** Hosts that are reached without a proxy, with commas: `localhost,.hospital.example,10.0.0.0/8`. */
  noProxy: z
    .string()
    .trim()
    .max(4000)
    .regex(/^[!-~ ]*$/, 'must be names of hosts with commas between them')
    .transform((text) =>
      text === ''
        ? null
        : text
            .split(/[\s,]+/)
            .filter((one) => one !== '')
            .join(','),
    )
    .nullable()
    .default(null),
  /** Hosts whose certificates are not checked: by pip, git and our own downloads. */
  trustedHosts: z.array(host).max(100).default([]),
  /** Absolute path of certificates, PEM, that servers are checked by beside the usual ones. */
  caFile: z.string().trim().min(1).max(4000).nullable().default(null),
  /** Where pip finds packages in place of PyPI. */
  pipIndexUrl: webAddress.default(null),
});
/**
 * Without passwords: those that stood in an address are secrets.
 */
export type NetworkSettings = z.infer<typeof networkSettingsSchema>;

/** Settings with an address that may hold a password. */
export const networkAddressSchema = z.enum(['httpProxy', 'httpsProxy', 'ftpProxy', 'pipIndexUrl']);
export type NetworkAddress = z.infer<typeof networkAddressSchema>;

const networkReplySchema = z.object({
  settings: networkSettingsSchema,
  /** Addresses whose password is kept as a secret. */
  passwords: z.array(networkAddressSchema),
  /** What holds in place of settings that are not made: variables of the engine's environment, such as `https_proxy`. */
  environment: z.array(z.object({ name: z.string(), value: z.string() })),
});

export const networkRoutes = {
  'network.get': { input: z.object({}), output: networkReplySchema },
  /**
   * Changes settings; null makes one as if it had never been made. The password of an address becomes a secret. An
   * address with the user name and host that it had, and no password, keeps the password that it had.
   */
  'network.set': {
    input: z.object({
      changes: z
        .object({
          httpProxy: proxyAddress,
          httpsProxy: proxyAddress,
          ftpProxy: proxyAddress,
          noProxy: networkSettingsSchema.shape.noProxy.unwrap(),
          trustedHosts: networkSettingsSchema.shape.trustedHosts.unwrap(),
          caFile: networkSettingsSchema.shape.caFile.unwrap(),
          pipIndexUrl: webAddress,
        })
        .partial(),
    }),
    output: networkReplySchema,
  },
  /** Asks an address by these settings. It counts as reached when it answers, whatever it answers. */
  'network.check': {
    input: z.object({ url: z.string().trim().min(1).max(2000) }),
    output: z.object({
      reached: z.boolean(),
      /** Status of the answer, such as 200. */
      status: z.number().nullable(),
      /** Proxy that was asked, without its password; null: none. */
      proxy: z.string().nullable(),
      /** One sentence; null where it was reached. */
      problem: z.string().nullable(),
      details: z.string().nullable(),
    }),
  },
};
