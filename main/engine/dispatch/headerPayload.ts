import { z } from 'zod';
import { jsonObjectSchema, jsonValueSchema } from '../../../contract/index.ts';

/** What `headers` is, as far as the engine itself looks into it (compatibility document, section 2.2). */
export const headerPayloadSchema = z
  .object({
    id: z.string(),
    tags: jsonObjectSchema,
    studies: z.array(
      z
        .object({
          id: z.string(),
          tags: jsonObjectSchema,
          series: z.array(z.object({ id: z.string(), tags: jsonObjectSchema }).catchall(jsonValueSchema)),
        })
        .catchall(jsonValueSchema),
    ),
  })
  .catchall(jsonValueSchema);
export type HeaderPayload = z.infer<typeof headerPayloadSchema>;

/** `headers` with nothing but one study, or one series, of its own. */
export function restrictHeaders(
  headers: HeaderPayload,
  entity: { level: 'study' | 'series'; key: string },
): HeaderPayload {
  const studies = headers.studies.flatMap((study) => {
    if (entity.level === 'study') return study.id === entity.key ? [study] : [];
    const series = study.series.filter(({ id }) => id === entity.key);
    return series.length === 0 ? [] : [{ ...study, series }];
  });
  return {
    ...headers,
    studyIds: studies.map(({ id }) => id),
    seriesIds: studies.flatMap(({ series }) => series.map(({ id }) => id)),
    studies,
  };
}
