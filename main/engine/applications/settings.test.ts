import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EngineError, applicationOptionsSchema } from '../../../contract/index.ts';
import { parseSettings } from './settings.ts';

const whole = {
  version: 1,
  id: 'a',
  name: 'Demo',
  createdAt: 1,
  options: applicationOptionsSchema.parse({}),
};

/** How reading a text ends. */
function outcomeOf(text: string): unknown {
  try {
    return parseSettings(text, '/somewhere/application.json').version === 1 ? 'read' : 'something else';
  } catch (thrown) {
    const isTold = thrown instanceof EngineError && thrown.message.includes('/somewhere/application.json');
    return isTold ? thrown.code : thrown;
  }
}

it('an application.json of any content is read, or is an error that names the file, and nothing else', () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ field: fc.constantFrom(...Object.keys(whole)), put: fc.jsonValue() })
      .map(({ field, put }) => JSON.stringify({ ...whole, [field]: put })),
  );
  fc.assert(
    fc.property(text, (given) => {
      expect(outcomeOf(given)).toBeOneOf(['read', 'application-damaged']);
    }),
    { numRuns: 500 },
  );
  expect(parseSettings(JSON.stringify(whole), 'x').options).toEqual(whole.options);
});
