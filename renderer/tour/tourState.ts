import { z } from 'zod';

/** What has to be seen, in this order. */
export const stepIds = [
  'application',
  'services',
  'arrival',
  'complete',
  'run',
  'result',
  'studies',
  'flow',
  'end',
] as const;
export type StepId = (typeof stepIds)[number];

const tourSchema = z.object({
  /** The one that the tour made. */
  application: z.string(),
  /** Null: the tour is over, and the application is still there. */
  step: z.enum(stepIds).nullable(),
  /** Task of the import. */
  task: z.string().nullable(),
  /** Number of the newest run before the images came; 0 where there was none. */
  runsBefore: z.number(),
});

/** A tour: it outlives the page, so that it goes on after the window was closed. */
export type TourState = z.infer<typeof tourSchema>;

const key = 'dcm-processor.tour';

/** The tour that is under way, or was; null before the first one. */
export function readTour(): TourState | null {
  try {
    return tourSchema.parse(JSON.parse(localStorage.getItem(key) ?? 'null'));
  } catch {
    // There was none, or one of another version: a new one begins.
    return null;
  }
}

export function keepTour(tour: TourState | null): void {
  if (tour === null) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify(tour));
}
