import { z } from 'zod';

const placeOf = (name: string) => `dcm-processor.wizard.${name}`;

/** What is kept of a wizard that was left. */
export interface Draft<Values> {
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

/** Keeps a draft, as `draftText` wrote it. */
export function keepDraft(name: string, draft: string): void {
  localStorage.setItem(placeOf(name), draft);
}

/** Stands for the number of an emptied field, which JSON has no word for. */
const noNumber = '\u0000NaN';

export function draftText(draft: Draft<unknown>): string {
  return JSON.stringify(draft, (_key, value: unknown) => (Number.isNaN(value) ? noNumber : value));
}

/** Nothing is kept under the name any more. */
export function forgetDraft(name: string): void {
  localStorage.removeItem(placeOf(name));
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => (value === noNumber ? Number.NaN : value));
  } catch {
    // Written by hand or cut short: as if there were none.
    return null;
  }
}
