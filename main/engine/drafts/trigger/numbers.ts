/** How many of them are a year: units of ages (PS3.5, section 6.2, AS). */
const unitsOfAge: Record<string, number> = { D: 365.25, W: 52.18, M: 12, Y: 1 };

const plainNumber = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/** The number that a text is, with digits of ASCII only; null where it is none. */
function numberIn(text: string): number | null {
  return plainNumber.test(text) ? Number(text) : null;
}

/** The number that a condition compares with; null where the text is none, or one too large for any program. */
export function wantedNumber(text: string): number | null {
  const number = numberIn(text);
  return Number.isFinite(number) ? number : null;
}

/** The number that a value of a tag stands for, ages such as `063Y` in years; null where it is none. */
export function numberOfValue(value: string): number | null {
  const age = /^([0-9]{3})([DWMY])$/.exec(value);
  if (age === null) return numberIn(value);
  return Number(age[1]) / (unitsOfAge[age[2] ?? ''] ?? Number.NaN);
}
