/** Preloaded into an engine: its clock is off by the milliseconds in the file that DCM_PROCESSOR_CLOCK_FILE names. */
import { readFileSync } from 'node:fs';

const file = process.env['DCM_PROCESSOR_CLOCK_FILE'] ?? '';
const realNow = Date.now.bind(Date);

function shiftedNow(): number {
  try {
    return realNow() + Number(readFileSync(file, 'utf8'));
  } catch {
    return realNow();
  }
}

globalThis.Date = new Proxy(Date, {
  construct: (real, given, target) => {
    const made: unknown = Reflect.construct(real, given.length === 0 ? [shiftedNow()] : given, target);
    return made instanceof real ? made : new real();
  },
  get: (real, key, receiver): unknown => (key === 'now' ? shiftedNow : Reflect.get(real, key, receiver)),
});
