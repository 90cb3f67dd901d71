import { expect, test } from 'vitest';
import { orthancOptionsSchema } from '../../../contract/index.ts';
import { readValues, valuesOf } from './orthancValues.ts';

test('options that were not touched are stored as they were, ports that are none included', () => {
  const options = orthancOptionsSchema.parse({ port: 8042, forward: false });
  expect(readValues(valuesOf(options)).options).toEqual(options);
  expect(readValues(valuesOf(null)).options).toEqual(orthancOptionsSchema.parse({}));
});

test('each wrong field is named, in words for people', () => {
  const wrong = { ...valuesOf(null), port: 70_000, aeTitle: 'WITH\\BACKSLASH', image: 'no image!' };
  expect(readValues(wrong).problems).toEqual({
    port: 'Must be at most 65,535.',
    aeTitle: 'Must have 1 to 16 characters, and no backslash.',
    image: 'Must be the name of an image, such as "debian:bookworm-slim".',
  });
});
