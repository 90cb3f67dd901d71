import { z } from 'zod';
import { mostNamed } from './control.ts';
import { chosenFields } from './chosen.ts';
import { taskSchema } from './tasks.ts';

/** What to look for; texts may have the wildcards `*` and `?` (PS3.4 C.2.2.2.4). Empty ones match everything. */
export const queryKeysSchema = z.object({
  PatientID: z.string().max(64).default(''),
  PatientName: z.string().max(324).default(''),
  /** `YYYYMMDD`, or a range `YYYYMMDD-YYYYMMDD` with either end left out. */
  StudyDate: z
    .string()
    .regex(/^(\d{8}(-(\d{8})?)?|-\d{8})?$/, 'must be YYYYMMDD or YYYYMMDD-YYYYMMDD')
    .default(''),
  AccessionNumber: z.string().max(16).default(''),
  /** Of a study: one of those of its series. */
  Modality: z.string().max(16).default(''),
  StudyInstanceUID: z
    .string()
    .regex(/^[0-9.]{0,64}$/, 'must be a UID')
    .default(''),
  StudyDescription: z.string().max(64).default(''),
});
export type QueryKeys = z.infer<typeof queryKeysSchema>;

export const queryMatchSchema = z.object({
  PatientID: z.string(),
  PatientName: z.string(),
  StudyInstanceUID: z.string(),
  StudyDate: z.string(),
  StudyTime: z.string(),
  StudyDescription: z.string(),
  AccessionNumber: z.string(),
  ModalitiesInStudy: z.array(z.string()),
  /** At series level; empty at study level. */
  SeriesInstanceUID: z.string(),
  Modality: z.string(),
  SeriesNumber: z.string(),
  SeriesDescription: z.string(),
  /** Instances in the study, or series; null where the peer does not tell. */
  instanceCount: z.number().nullable(),
});
/** A study or series that a peer has. */
export type QueryMatch = z.infer<typeof queryMatchSchema>;

const uidText = z.string().regex(/^[0-9.]{1,64}$/, 'must be a UID');
const onPeer = { application: z.string(), peer: z.string() };

/** Looking at what peers have. */
export const queryRoutes = {
  /** C-FIND or QIDO-RS. */
  'peers.query': {
    input: z.object({
      ...onPeer,
      level: z.enum(['study', 'series']).default('study'),
      keys: queryKeysSchema.prefault({}),
      /** Matches wanted; the query is cancelled when there are more. */
      limit: z.number().int().min(1).max(5000).default(500),
    }),
    output: z.object({ matches: z.array(queryMatchSchema), isComplete: z.boolean() }),
  },
};

/** What comes from peers. */
export const retrieveRoutes = {
  /** Fetches studies, or series of them, by C-MOVE, C-GET or WADO-RS; the task goes on after a restart. */
  'peers.retrieve': {
    input: z.object({
      ...onPeer,
      items: z
        .array(z.object({ StudyInstanceUID: uidText, SeriesInstanceUID: uidText.optional() }))
        .min(1)
        .max(mostNamed),
    }),
    output: taskSchema,
  },
};

/** What goes to peers. */
export const sendRoutes = {
  /** Sends patients, studies or series of the archive by C-STORE; the task goes on after a restart. */
  'peers.send': {
    input: z.object({
      ...onPeer,
      ...chosenFields,
      associations: z.number().int().min(1).max(4).default(2),
    }),
    output: taskSchema,
  },
};
