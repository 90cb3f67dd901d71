import { z } from 'zod';

/** Fields of every request for a page of a list. */
export const pageFields = {
  /** Rows wanted. */
  limit: z.number().int().min(1).max(500).default(100),
  /** `nextCursor` of the page before; absent for the first. */
  cursor: z.string().max(400).optional(),
};

/** One page of a list. */
export interface Page<Row> {
  rows: Row[];
  /** Hand it in for the next page; null at the end. */
  nextCursor: string | null;
  /** Rows of the whole list under the same filter. */
  total: number;
}

/** Schema of one page, for replies that cross a socket. */
export function pageSchema<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), nextCursor: z.string().nullable(), total: z.number() });
}

/** One page of what a filter finds. */
export interface FoundPage<Row> extends Page<Row> {
  /**
   * False: `total` is only how many there are at least. Such a page may also be short, even empty, while there is a
   * `nextCursor`: what was gone through in the time for one page did not hold more.
   */
  isTotalExact: boolean;
}

/** Schema of one such page. */
export function foundSchema<Row extends z.ZodType>(row: Row) {
  return pageSchema(row).extend({ isTotalExact: z.boolean() });
}
