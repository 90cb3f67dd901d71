import type { InstanceFacts } from './facts.ts';

/** Root of the private SOP classes of Philips: spectra, 3D volumes, synthetic and series data of MR, CT and X-ray. */
const privateRoot = '1.3.46.670589.';

/** Storage classes of several frames, whose geometry stands in functional groups (PS3.3 C.7.6.16) or nowhere. */
const multiFrame = new Set(
  [
    '2.1',
    '2.2',
    '4.1',
    '4.2',
    '4.3',
    '4.4',
    '6.2',
    '7.1',
    '7.2',
    '7.3',
    '7.4',
    '12.1.1',
    '12.2.1',
    '13.1.1',
    '13.1.2',
    '128.1',
    '130',
  ].map((part) => `1.2.840.10008.5.1.4.1.1.${part}`),
);

/** True for the objects of Philips that have no geometry of their own and are let pass without. */
export function isPhilipsException(facts: Pick<InstanceFacts, 'SOPClassUID' | 'Manufacturer'>): boolean {
  const SOPClassUID = facts.SOPClassUID.trim();
  return (
    SOPClassUID.startsWith(privateRoot) ||
    (multiFrame.has(SOPClassUID) && facts.Manufacturer.toLowerCase().includes('philips'))
  );
}
