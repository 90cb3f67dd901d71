import type { Measurement } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';
import { figureInWords } from './figureInWords.ts';

const words = texts.viewer.beside;

/** What stands beside a measurement in its picture: a line for each figure, named where there are several. */
export function linesBeside(figures: Measurement['figures']): string[] {
  return figures.map((figure) => {
    const said = figureInWords(figure);
    return figure.name === 'length' || figure.name === 'angle' ? said : `${words[figure.name]}: ${said}`;
  });
}
