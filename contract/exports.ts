import { z } from 'zod';
import { chosenCountsSchema, chosenFields } from './chosen.ts';
import { findingSchema } from './findings.ts';
import { taskSchema } from './tasks.ts';

/**
 * - `names`: folders and files are named for people: patient, study date and description, series, number
 * - `media`: names as DICOM media have them (PS3.10, section 8.2), with a DICOMDIR
 */
export const exportLayoutSchema = z.enum(['names', 'media']);
export type ExportLayout = z.infer<typeof exportLayoutSchema>;

/** A folder of files, or one ZIP archive. */
export const exportFormSchema = z.enum(['folder', 'zip']);
export type ExportForm = z.infer<typeof exportFormSchema>;

const exportFields = {
  application: z.string(),
  ...chosenFields,
  form: exportFormSchema,
  layout: exportLayoutSchema.default('names'),
  /** Absolute path of the folder or ZIP archive that is made; nothing may be there yet. */
  target: z.string().min(1).max(4000),
  /**
   * An installed service that anonymises: it runs on what was chosen of each study, and what its jobs wrote or changed is
   * exported in place of the originals.
   */
  service: z.string().min(1).max(200).nullable().default(null),
};

export const exportRoutes = {
  /** What an export would write, and what keeps it from being made. */
  'studies.preview_export': {
    input: z.object(exportFields),
    output: z.object({
      goes: chosenCountsSchema,
      /** On the disk of the target; null where it does not tell. */
      freeBytes: z.number().nullable(),
      findings: z.array(findingSchema),
      /** Installed services that say they anonymise. */
      anonymizers: z.array(z.string()),
    }),
  },
  /**
   * Exports patients, studies or series as DICOM files, byte by byte as they are stored. The target gets its name when
   * it is whole; a cancel, failure or kill leaves nothing of it. The task begins anew after a restart.
   */
  'studies.export': { input: z.object(exportFields), output: taskSchema },
};
