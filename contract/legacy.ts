import { z } from 'zod';
import { applicationNameSchema, applicationSummarySchema } from './applications.ts';
import { taskSchema } from './tasks.ts';

/** `config.json` of the command-line tool; `~/.dcm-processor/config.json` when absent. Never written to. */
const configFile = z.string().trim().min(1).max(4000).optional();

/** What was not brought over, and why. */
const leftSchema = z.object({ what: z.string(), reason: z.string() });

const partSchema = z.object({
  name: z.string(),
  /** Where it lies. */
  folder: z.string(),
  /** Came with the old tool: brought over only when it is asked for by name. */
  bundled: z.boolean(),
  /** Why it cannot be brought over; null: it can. */
  problem: z.string().nullable(),
  /** What is to be known of it: one sentence each. */
  notes: z.array(z.string()),
});
/** A service or worker of an old application. */
export type LegacyPart = z.infer<typeof partSchema>;

export const legacyApplicationSchema = z.object({
  /** In the old tool. */
  name: z.string(),
  /** Folder with `.env` and docker-compose.yml. */
  folder: z.string(),
  /** Folder with modules, registry and data; null where it cannot be found. */
  mappedFolder: z.string().nullable(),
  /** A name that no application here has. */
  suggestedName: z.string(),
  /** Why nothing of it can be brought over; null: something can. */
  problem: z.string().nullable(),
  /** Settings that are brought over. */
  settings: z.array(
    z.object({
      /** Dotted path of the option here, such as `filters.modalities`; `orthanc.port` for one of the component. */
      option: z.string(),
      /** For people. */
      value: z.string(),
      /** `.env: SUPPORTED_MODALITY`. */
      from: z.string(),
    }),
  ),
  services: z.array(partSchema),
  workers: z.array(partSchema),
  /** DICOM peers of orthanc.json. */
  peers: z.array(z.string()),
  /** Everything else, with the reason. Never a password. */
  left: z.array(leftSchema),
});
export type LegacyApplication = z.infer<typeof legacyApplicationSchema>;

/** Names of those to bring over; absent: all that can be, but for bundled ones. */
const chosen = z.array(z.string().max(300)).max(1000).optional();

export const legacyRoutes = {
  /** What the command-line tool has on this machine. @throws `legacy-not-found`, `legacy-damaged` */
  'legacy.look': {
    input: z.object({ configFile }),
    output: z.object({
      configFile: z.string(),
      applications: z.array(legacyApplicationSchema),
      /** Proxies and trusted hosts that it knows; addresses without passwords. */
      network: z.object({
        httpProxy: z.string().nullable(),
        httpsProxy: z.string().nullable(),
        ftpProxy: z.string().nullable(),
        noProxy: z.string().nullable(),
        trustedHosts: z.array(z.string()),
      }),
    }),
  },
  /**
   * Creates an application from an old one, stopped, and brings over services and workers as a task of kind `legacy` of
   * the engine itself; see what came of it with `legacy.result`. The old folders stay as they are.
   */
  'legacy.import': {
    input: z.object({
      configFile,
      /** Name in the old tool. */
      application: z.string().min(1).max(1000),
      /** Name here; the old one, or one like it that is free, when absent. */
      name: applicationNameSchema.optional(),
      /** As of `applications.create`. */
      folder: z.string().max(4000).optional(),
      runtime: z.enum(['docker', 'local']).default('docker'),
      services: chosen,
      workers: chosen,
      /** Bring over the peers of orthanc.json. */
      peers: z.boolean().default(true),
      /** Have an Orthanc beside the application, as the old one had. */
      orthanc: z.boolean().default(true),
    }),
    output: taskSchema,
  },
  /** What came of an import, as far as it has come. @throws `not-found` after the engine was started anew */
  'legacy.result': {
    input: z.object({ task: z.string() }),
    output: z.object({
      /** Null where it could not be created. */
      application: applicationSummarySchema.nullable(),
      services: z.array(z.string()),
      workers: z.array(z.string()),
      peers: z.array(z.string()),
      left: z.array(leftSchema),
    }),
  },
  /** Takes proxies and trusted hosts of the old tool as settings of the network here, where none are made. */
  'legacy.import_network': {
    input: z.object({ configFile }),
    output: z.object({
      /** Names of the settings that were taken. */
      taken: z.array(z.string()),
      left: z.array(leftSchema),
    }),
  },
};
