import { z } from 'zod';
import { dockerErrorCodes } from './errors.ts';

/** What keeps the engine from using Docker, or a container from working, and what to do about it. */
export const dockerProblemSchema = z.object({
  code: z.enum(dockerErrorCodes),
  /** What happened: one sentence. */
  message: z.string(),
  /** What to do about it. */
  advice: z.string(),
  /** A command that does it on this very machine, to be run by a person in a terminal. */
  command: z.string().nullable(),
  /** The technical cause. */
  details: z.string().nullable(),
});
export type DockerProblem = z.infer<typeof dockerProblemSchema>;

/** What answers at the endpoint. */
export const dockerKindSchema = z.enum(['docker', 'docker-desktop', 'podman']);
export type DockerKind = z.infer<typeof dockerKindSchema>;

/** What the engine that answers is and has. */
export const dockerServerSchema = z.object({
  kind: dockerKindSchema,
  /** Of the server: `20.10.24`. */
  version: z.string(),
  /** Newest version of its interface: `1.41`. */
  apiVersion: z.string(),
  /** For people: `Debian GNU/Linux 12 (bookworm)`. */
  operatingSystem: z.string(),
  /** As the images must be: `x86_64`, `aarch64`. */
  architecture: z.string(),
  cpus: z.number(),
  memoryBytes: z.number(),
  /** It runs without rights of the administrator; the owner of a file inside a container is another one outside. */
  rootless: z.boolean(),
  /** Where it keeps images and containers, on its own machine. */
  rootFolder: z.string(),
  gpus: z.object({
    /** Graphics cards can be handed to containers with the driver `nvidia`. */
    nvidia: z.boolean(),
    /** Names of devices that it knows by the Container Device Interface. */
    devices: z.array(z.string()),
  }),
});
export type DockerServer = z.infer<typeof dockerServerSchema>;

export const dockerStateSchema = z.object({
  /**
   * - `idle`: nobody needed it yet
   * - `connecting`: it is being looked for
   * - `connected`
   * - `unavailable`: see `problem`; it is tried again by itself
   */
  state: z.enum(['idle', 'connecting', 'connected', 'unavailable']),
  /** Where it is, or where it was looked for last. */
  endpoint: z
    .object({
      /** `unix:///var/run/docker.sock`, `npipe:////./pipe/docker_engine`, `tcp://host:2376`, `ssh://user@host`. */
      address: z.string(),
      /** How it was found, for people: `DOCKER_HOST`, `Docker context "lab"`, `usual place of Docker`. */
      origin: z.string(),
      /** It runs on this machine, so that folders of this machine can be mounted. */
      isLocal: z.boolean(),
    })
    .nullable(),
  /** What answers; what answered last, while it is away; null where nothing ever did. */
  server: dockerServerSchema.nullable(),
  problem: dockerProblemSchema.nullable(),
  /** It is installed and does not run, and this user can start it without a password: `docker.start`. */
  canStart: z.boolean(),
  /** When the state became so, in ms since the epoch. */
  since: z.number(),
  /** When it is tried again, in ms since the epoch; null while connected. */
  nextTryAt: z.number().nullable(),
});
export type DockerState = z.infer<typeof dockerStateSchema>;

/** What a container is for. */
export const containerRoleSchema = z.enum(['worker', 'planning', 'component']);
export type ContainerRole = z.infer<typeof containerRoleSchema>;

export const containerSchema = z.object({
  application: z.string(),
  /** Its name in Docker; stays the same when it is made anew. */
  name: z.string(),
  /** Its identifier in Docker. */
  id: z.string(),
  role: containerRoleSchema,
  /** Name of the worker or component. */
  of: z.string(),
  /** Number among its like, from 1. */
  replica: z.number(),
  /** Reference of its image. */
  image: z.string(),
  state: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
  /** Of its own health check, or what its worker says; null where neither does. */
  health: z.enum(['starting', 'healthy', 'unhealthy']).nullable(),
  /** In ms since the epoch; null while it does not run. */
  startedAt: z.number().nullable(),
  /** Exit code of the last end; null while it runs or never ran. */
  exitCode: z.number().nullable(),
  /** Of one core, since the last time it was asked for; null at the first time and while it does not run. */
  cpuPercent: z.number().nullable(),
  /** Without the file cache; null while it does not run. */
  memoryBytes: z.number().nullable(),
  memoryLimitBytes: z.number().nullable(),
  /** Jobs that run in it now. */
  jobsRunning: z.number(),
  problem: dockerProblemSchema.nullable(),
});
/** A container of an application as it is now. */
export type Container = z.infer<typeof containerSchema>;

export const containerLogLineSchema = z.object({
  /** Where the line begins, in bytes since the log's beginning; larger for later lines, and never used again. */
  position: z.number(),
  /** ms since the epoch. */
  at: z.number(),
  stream: z.enum(['stdout', 'stderr', 'engine']),
  text: z.string(),
});
/** One line that a container printed; `engine` for what DCM Processor notes about it (started, ended, made anew). */
export type ContainerLogLine = z.infer<typeof containerLogLineSchema>;

export const dockerRoutes = {
  /** Asking begins the search for Docker where nobody needed it yet. Errors: none; see `problem`. */
  'docker.state': { input: z.object({}), output: dockerStateSchema },
  /** Looks for Docker now instead of at the next try, and answers when that is done. */
  'docker.reconnect': { input: z.object({}), output: dockerStateSchema },
  /**
   * Starts Docker where `canStart`, and answers when Docker does, which may take minutes.
   * Errors: those of Docker where nothing starts it or it does not come.
   */
  'docker.start': { input: z.object({}), output: dockerStateSchema },
  /**
   * Containers of one application or of all, those that do not run included.
   * Errors: `application-not-found`, those of Docker.
   */
  'containers.list': {
    input: z.object({
      application: z.string().optional(),
      /** Measures processor and memory as well, for which Docker takes about a second. */
      figures: z.boolean().default(false),
    }),
    output: z.array(containerSchema),
  },
  /**
   * A page of what a container printed, oldest line first; also of one that is gone. The newest page when neither
   * `before` nor `after` is given. Errors: `not-found`.
   */
  'containers.logs': {
    input: z.object({
      application: z.string(),
      /** Name of the container. */
      container: z.string().max(200),
      /** Only lines that contain it, whatever the case. */
      text: z.string().max(200).optional(),
      /** The page that ends at this position. */
      before: z.number().int().nonnegative().optional(),
      /** The page that begins at this position. */
      after: z.number().int().nonnegative().optional(),
      /** Lines wanted. Fewer may come although there are more: go on where the page ends. */
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    output: z.object({
      lines: z.array(containerLogLineSchema),
      /** Hand it in as `before` for what is older; null at the log's beginning. */
      older: z.number().nullable(),
      /** Hand it in as `after` for what comes later; the end of the log where `atEnd`. */
      newer: z.number(),
      /** Nothing newer has been printed yet. */
      atEnd: z.boolean(),
      /** Bytes of the oldest lines that are kept no longer. */
      droppedBytes: z.number(),
    }),
  },
};
