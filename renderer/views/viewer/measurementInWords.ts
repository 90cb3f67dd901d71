import type { KeptMeasurement } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';
import { formatDecimal } from './formatDecimal.ts';

const words = texts.viewer;

/** What a measurement says, in a line. */
export function measurementInWords({ kind, figures }: Pick<KeptMeasurement, 'kind' | 'figures'>): string {
  const said = figures
    .filter(({ name }) => name !== 'minimum' && name !== 'maximum')
    .map(({ name, value, unit }) => {
      const figure = `${formatDecimal(value, 1)}${unit === '°' ? '' : ' '}${unit}`.trim();
      return name === 'length' || name === 'angle' || name === 'area'
        ? figure
        : `${words.measured[name]} ${figure}`;
    });
  return [words.measurementKinds[kind], said.join(', ')].join(' ').trim();
}
