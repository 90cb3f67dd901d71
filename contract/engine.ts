import { z } from 'zod';

export const engineRoutes = {
  'engine.status': {
    input: z.object({}),
    output: z.object({
      version: z.string(),
      /** Folder of everything the engine keeps that belongs to no application. */
      home: z.string(),
      pid: z.number(),
      /** Node version it runs on. */
      node: z.string(),
      startedAt: z.number(),
      logFile: z.string(),
      /** Name and addresses by which other machines may reach this one, the name first. */
      hosts: z.array(z.string()),
      /** Bytes. */
      residentMemory: z.number(),
      /**
       * 99th percentile of the delay of its event loop since the last time it was asked for, in milliseconds; null
       * unless `DCM_PROCESSOR_MEASURE` was set at its start.
       */
      loopDelayP99Ms: z.number().nullable(),
    }),
  },
  /** Ends the engine after answering; unfinished work goes on at the next start. */
  'engine.stop': { input: z.object({}), output: z.object({}) },
};
