import type { Mask } from './mask.ts';

const leftOut = '(left out)';
const secretKey = /pass(?:word)?|token|secret|credential|authorization|api_?key/i;
/** Settings in which people write what patients' data look like. */
const aboutPatients = /^(?:filters|requiredSeries|conditions|value|values|pattern)$/;
/** Settings whose values are names of machines and programs. */
const aboutMachines =
  /^(?:aeTitle|callingAeTitle|calling|allowedCallingAeTitles|host|bindAddress|name|restartPolicy|subnet)$/;

/** Settings as they may be shown to others: without secrets, without patients, with AE titles and addresses. */
export function maskSettings(value: unknown, mask: Mask, key = ''): unknown {
  if (secretKey.test(key) && value !== null && typeof value !== 'boolean') return leftOut;
  if (typeof value === 'string') {
    if (value === '') return value;
    if (aboutMachines.test(key)) return mask.own(value);
    return mask.text(value);
  }
  if (Array.isArray(value)) return value.map((one: unknown) => maskSettings(one, mask, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      mask.own(name),
      aboutPatients.test(name) ? shapeOf(inner) : maskSettings(inner, mask, name),
    ]),
  );
}

/** How much of something there is, without what it is. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return `(${value.length} entries, left out)`;
  if (typeof value === 'string') return value === '' ? '' : leftOut;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}
