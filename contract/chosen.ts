import { z } from 'zod';
import { mostNamed } from './control.ts';

const names = z.array(z.string().min(1).max(400)).max(mostNamed).default([]);

/** Patients, studies and series that somebody chose: by identifier, PatientID or UID. */
export const chosenFields = { patients: names, studies: names, series: names };

export const chosenSchema = z.object(chosenFields);
/** What is chosen together; one that lies inside another counts once. */
export type Chosen = z.infer<typeof chosenSchema>;

export const chosenCountsSchema = z.object({
  /** Patients, studies and series of which something is meant. */
  patients: z.number(),
  studies: z.number(),
  series: z.number(),
  instances: z.number(),
  bytes: z.number(),
});
/** How much that is. */
export type ChosenCounts = z.infer<typeof chosenCountsSchema>;
