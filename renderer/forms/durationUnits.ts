/** Seconds that each unit has, the longest first. */
export const units = [86_400, 3600, 60, 1] as const;
export type UnitSeconds = (typeof units)[number];

/** The longest unit of which a number of seconds is a whole number; minutes for none. */
export function unitOf(value: number | string): UnitSeconds {
  if (value === '' || Number(value) === 0) return 60;
  return units.find((unit) => Number(value) % unit === 0) ?? 1;
}
