import type { PlainCondition } from './serviceTriggers.ts';

type TagCondition = Extract<PlainCondition, { kind: 'tag' }>;

/** Signs between keyword and value, longer ones first. */
const signs = [
  ['!=~', 'does-not-match'],
  ['<=', 'at-most'],
  ['>=', 'at-least'],
  ['!=', 'differs'],
  ['!~', 'does-not-contain'],
  ['=~', 'matches'],
  ['=', 'equals'],
  ['~', 'contains'],
  ['<', 'less'],
  ['>', 'greater'],
] as const;

/**
 * A condition about a tag as it stands on a command line: `SliceThickness<=3`, `Manufacturer~siemens`,
 * `ProtocolName=~t1*mpr`, `ContrastBolusAgent` (has a value), `!ContrastBolusAgent` (has none).
 * @returns null where the text is none
 */
export function parseTagCondition(text: string): TagCondition | null {
  const [, not = '', keyword = '', rest = ''] = /^(!?)(\w+)(.*)$/s.exec(text.trimStart()) ?? [];
  if (keyword === '') return null;
  if (rest.trim() === '') return { kind: 'tag', keyword, is: not === '' ? 'present' : 'absent', value: '' };
  if (not !== '') return null;
  const operator = rest.trimStart();
  for (const [sign, is] of signs) {
    if (operator.startsWith(sign))
      return { kind: 'tag', keyword, is, value: operator.slice(sign.length).trim() };
  }
  return null;
}

/** The text that `parseTagCondition` reads; null where it would read it otherwise. */
export function tagConditionText({ keyword, is, value }: TagCondition): string | null {
  const sign = signs.find(([, one]) => one === is)?.[0];
  const text = sign === undefined ? `${is === 'absent' ? '!' : ''}${keyword}` : `${keyword}${sign}${value}`;
  const read = parseTagCondition(text);
  const isSame = read?.keyword === keyword && read.is === is && (sign === undefined || read.value === value);
  return isSame ? text : null;
}
