import type { KeptMeasurement } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';
import { figureInWords } from './figureInWords.ts';

const words = texts.viewer;

/** What a measurement says, in a line. */
export function measurementInWords({ kind, figures }: Pick<KeptMeasurement, 'kind' | 'figures'>): string {
  const all = figures
    .filter(({ name }) => name !== 'minimum' && name !== 'maximum')
    .map((figure) => {
      const { name } = figure;
      const said = figureInWords(figure);
      return name === 'length' || name === 'angle' || name === 'area'
        ? said
        : `${words.measured[name]} ${said}`;
    });
  return [words.measurementKinds[kind], all.join(', ')].join(' ').trim();
}
