import { expect, it } from 'vitest';
import { cardsInside } from './cardsInside.ts';

const of = (gpu: { deviceIds?: string[]; count?: number }) =>
  cardsInside({ driver: 'nvidia', count: null, deviceIds: [], capabilities: ['gpu'], options: {}, ...gpu });

it('inside a container, cards are counted in the order of the machine, and a UUID is the same', () => {
  expect(cardsInside(null)).toEqual({ gpus: [], devices: [] });
  expect(of({ deviceIds: ['10', '3', '3'] })).toEqual({ gpus: ['0', '1'], devices: ['3', '10'] });
  expect(of({ deviceIds: ['GPU-b', 'GPU-a'] })).toEqual({
    gpus: ['GPU-b', 'GPU-a'],
    devices: ['GPU-b', 'GPU-a'],
  });
  expect(of({ count: 2 })).toEqual({ gpus: ['0', '1'], devices: ['0', '1'] });
});
