import { z } from 'zod';

const unusedImageSchema = z.object({
  /** Of Docker: `sha256:…`. */
  id: z.string(),
  /** Names with tags; none where a newer image took them. */
  references: z.array(z.string()),
  /** Name of the worker that it was built for; null where that is not known. */
  worker: z.string().nullable(),
  /** True: of this application; false: of one that was removed. */
  isOfApplication: z.boolean(),
  /** Layers that other images have too are counted, and stay with those. */
  bytes: z.number(),
  /** When it was built, in ms since the epoch. */
  createdAt: z.number(),
});
/** A Docker image that was built by this program and that nothing uses any more. */
export type UnusedImage = z.infer<typeof unusedImageSchema>;

const application = z.string();

export const unusedImageRoutes = {
  /**
   * Images that were built for workers of an application, or of applications that are not in this data home any more, and
   * that no worker or container uses and no worker is built on; largest first.
   * @throws those of Docker
   */
  'images.unused': {
    input: z.object({ application }),
    output: z.object({ images: z.array(unusedImageSchema), bytes: z.number() }),
  },
  /**
   * Removes such images: each is looked at again, and stays where it is used by then.
   * @throws those of Docker; `application-busy` while a worker of the application is built
   */
  'images.remove_unused': {
    input: z.object({
      application,
      /** Identifiers; absent: all of them. */
      images: z.array(z.string().max(200)).max(1000).optional(),
    }),
    output: z.object({
      /** Identifiers of those that went. */
      removed: z.array(z.string()),
      bytes: z.number(),
      /** What could not be removed, for a person. */
      problems: z.array(z.string()),
    }),
  },
};
