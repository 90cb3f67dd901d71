import { expect, it } from 'vitest';
import { servingEnvironment } from './index.ts';

it('a channel is served by the first that names it, else by the first that serves all others', () => {
  const [any, gpu, again] = [{ channels: ['*'] }, { channels: ['gpu'] }, { channels: ['gpu', '*'] }];
  expect(servingEnvironment([any, gpu, again], 'gpu')).toBe(gpu);
  expect(servingEnvironment([any, gpu, again], 'cpu')).toBe(any);
  expect(servingEnvironment([gpu, again], 'cpu')).toBe(again);
  expect(servingEnvironment([gpu], 'cpu')).toBeUndefined();
});
