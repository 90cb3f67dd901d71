import { jsonObjectSchema } from '../../../contract/index.ts';
import type { JsonObject } from '../../../contract/index.ts';

/** Parameters as a person wrote them; null where that is no JSON object. */
export function readParams(text: string): JsonObject | null {
  try {
    const read = jsonObjectSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
