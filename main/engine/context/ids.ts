import { v7 } from 'uuid';

/** A new identifier; sorts by the time of its making. */
export function newId(): string {
  return v7();
}
