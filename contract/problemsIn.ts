/** One thing that a schema found wrong. */
export interface SchemaProblem {
  message: string;
  /** Path of the field, such as `options.slots`; empty where it is about the whole. */
  field: string;
}

/** What a schema found wrong, read from a technical cause as zod words it: one after the other; none of another cause. */
export function problemsIn(details: string): SchemaProblem[] {
  return [...details.matchAll(/✖ (.+)(?:\n\s*→ at (\S+))?/g)].map(([, message = '', field = '']) => ({
    message,
    field,
  }));
}
