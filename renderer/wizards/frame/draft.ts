import { z } from 'zod';

const placeOf = (name: string) => `dcm-processor.wizard.${name}`;

/** What is kept of a wizard that was left. */
interface Draft<Values> {
  values: Values;
  /** Id of the page that was on show. */
  page: string;
  /** Id of the last page that was reached. */
  furthest: string;
}

/** What was kept under a name; null where there is nothing, or nothing that this version understands. */
export function readDraft<Values>(name: string, schema: z.ZodType<Values>): Draft<Values> | null {
  const kept = localStorage.getItem(placeOf(name));
  if (kept === null) return null;
  const draft = z.object({ values: schema, page: z.string(), furthest: z.string() });
  return draft.safeParse(fromJson(kept)).data ?? null;
}

/** Keeps a draft, as JSON. */
export function keepDraft(name: string, draft: string): void {
  localStorage.setItem(placeOf(name), draft);
}

export function forgetDraft(name: string): void {
  localStorage.removeItem(placeOf(name));
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Written by hand or cut short: as if there were none.
    return null;
  }
}
