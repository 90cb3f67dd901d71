/**
 * A floating point number with 17 significant digits in the shorter of the two C notations (`%.17g`), which is how
 * Orthanc writes FL and FD values.
 */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '', exponentText = '0'] = value.toExponential(16).split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 17) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${withoutTrailingZeros(digits)}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  return withoutTrailingZeros(value.toFixed(Math.max(16 - exponent, 0)));
}

function withoutTrailingZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
