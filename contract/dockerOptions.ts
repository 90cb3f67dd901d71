import { z } from 'zod';

/** `host/namespace/name:tag@digest` as Docker takes it. */
const imageName = z
  .string()
  .trim()
  .max(400)
  .regex(
    /^[A-Za-z0-9][\w.-]*(?::\d+)?(?:\/[a-z0-9][a-z0-9._-]*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/,
    'must be the name of an image, such as "debian:bookworm-slim"',
  );

const port = z.number().int().min(1).max(65_535);

/** An Orthanc that belongs to the application. */
export const orthancOptionsSchema = z.object({
  /** Image that is pulled; the one of the original. */
  image: imageName.default('jodogne/orthanc-plugins:1.12.0'),
  /** Where that cannot be had, an image is built on this one from Debian's package `orthanc`. */
  baseImage: imageName.default('debian:bookworm-slim'),
  /** Port on this machine's loopback at which its REST interface and pages answer; null: one that is free is chosen. */
  port: port.nullable().default(null),
  /** Port on this machine's loopback for DICOM; null: not reachable from outside of its network. */
  dicomPort: port.nullable().default(null),
  aeTitle: z
    .string()
    .trim()
    .regex(/^[\x20-\x5b\x5d-\x7e]{1,16}$/, 'must have 1 to 16 characters, and no backslash')
    .default('ORTHANC'),
  /** `ORTHANC_DEFUALT_STORE` of jobs: the modality of Orthanc to which results are sent. */
  defaultStore: z.string().min(1).max(200).default('pac'),
  /** `CLEAN_ORTHANC` of jobs: clean-up jobs of the original then delete processed series in Orthanc. */
  clean: z.boolean().default(false),
  /** Instances that the application receives are stored in Orthanc. */
  forward: z.boolean().default(true),
  /** What jobs store in Orthanc is taken into the archive. */
  readBack: z.boolean().default(true),
});
export type OrthancOptions = z.infer<typeof orthancOptionsSchema>;

/** What runs beside the application in containers; null: not wanted. */
const componentOptionsSchema = z.object({
  orthanc: orthancOptionsSchema.nullable().default(null),
  /** Kept for the queue of the runtime `rq`. */
  redis: z.null().default(null),
});

/** How the application uses Docker. */
export const dockerOptionsSchema = z.object({
  /** The network of its components, and of workers that declare `network`. */
  network: z
    .object({
      /** Where Docker's own choice is in use elsewhere, such as `10.123.45.0/24`; null: Docker chooses. */
      subnet: z.union([z.cidrv4(), z.cidrv6()]).nullable().default(null),
    })
    .prefault({}),
  /** Whether Docker itself starts containers again that ended, also after the machine was started. */
  restartPolicy: z.enum(['no', 'on-failure', 'unless-stopped', 'always']).default('unless-stopped'),
  /** The worker in whose image callbacks run; null: the one that serves the channel `default`, else the first. */
  planningWorker: z.string().min(1).max(60).nullable().default(null),
  components: componentOptionsSchema.prefault({}),
});
export type DockerOptions = z.infer<typeof dockerOptionsSchema>;
