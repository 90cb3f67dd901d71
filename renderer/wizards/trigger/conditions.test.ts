import { expect, test } from 'vitest';
import { triggerSchema } from '../../../contract/index.ts';
import { conditionKinds, newCondition, triggerInWords } from './conditions.ts';

test('a new condition of any kind is one that the engine takes', () => {
  const conditions = conditionKinds.map((kind) => newCondition(kind));
  expect(triggerSchema.parse({ conditions }).conditions).toEqual(conditions);
});

test('a trigger reads as a sentence, groups in brackets, and says that it always holds where it is empty', () => {
  expect(
    triggerInWords({
      match: 'all',
      conditions: [
        { kind: 'modality', anyOf: ['CT', 'MR'] },
        {
          kind: 'group',
          match: 'any',
          conditions: [
            { kind: 'images', is: 'at-least', count: 20 },
            { kind: 'tag', keyword: 'SliceThickness', is: 'less', value: '2' },
          ],
        },
        { kind: 'tag', keyword: 'ContrastBolusAgent', is: 'absent', value: 'left over' },
      ],
    }),
  ).toBe(
    'Modality is “CT” or “MR” and (it has at least 20 images or SliceThickness is less than “2”) and ContrastBolusAgent is absent',
  );
  expect(triggerInWords({ match: 'any', conditions: [] })).toBe('always');
});
