import { finding, numberComparisonSchema, textComparisonSchema } from '../../../../contract/index.ts';
import type { Finding, PlainCondition, Trigger, TriggerCondition } from '../../../../contract/index.ts';
import { wantedNumber } from './numbers.ts';
import { mostStars } from './wildcards.ts';

const isOfTexts = new Set<string>(textComparisonSchema.options);
const isOfNumbers = new Set<string>(numberComparisonSchema.options);

/**
 * What is wrong with the conditions, by their place in the draft.
 * @param isKeyword whether PS3.6 has an element of that keyword
 */
export function checkTrigger(trigger: Trigger, isKeyword: (keyword: string) => boolean): Finding[] {
  return checkAll(trigger.conditions, 'trigger.conditions', isKeyword);
}

function checkAll(
  conditions: readonly TriggerCondition[],
  at: string,
  isKeyword: (keyword: string) => boolean,
): Finding[] {
  return conditions.flatMap((condition, index) => {
    const field = `${at}.${index}`;
    if (condition.kind === 'group') return checkAll(condition.conditions, `${field}.conditions`, isKeyword);
    return condition.kind === 'tag' ? checkTag(condition, field, isKeyword) : checkTexts(condition, field);
  });
}

function checkTexts(condition: Exclude<PlainCondition, { kind: 'tag' }>, field: string): Finding[] {
  if (condition.kind === 'images') return [];
  const { anyOf } = condition;
  if (anyOf.length > 0 && anyOf.every((text) => text.trim() !== '')) return [];
  const what = {
    modality: 'a modality, such as CT',
    'body-part': 'a body part, such as HEAD',
    description: 'a text',
  };
  return [finding('error', 'condition-empty', `Enter ${what[condition.kind]}.`, { field: `${field}.anyOf` })];
}

function checkTag(
  { keyword, is, value }: Extract<PlainCondition, { kind: 'tag' }>,
  field: string,
  isKeyword: (keyword: string) => boolean,
): Finding[] {
  const findings: Finding[] = [];
  const note = (severity: Finding['severity'], code: string, message: string, part: string) =>
    findings.push(finding(severity, code, message, { field: `${field}.${part}` }));
  if (keyword === '')
    note('error', 'condition-empty', 'Enter a DICOM keyword, such as SliceThickness.', 'keyword');
  else if (!/^\w+$/.test(keyword))
    note('error', 'keyword-invalid', 'A DICOM keyword has letters and digits only.', 'keyword');
  else if (!isKeyword(keyword))
    note(
      'warning',
      'keyword-unknown',
      `DICOM has no keyword ${keyword}; it would never have a value.`,
      'keyword',
    );
  if (isOfTexts.has(is) && value.trim() === '') note('error', 'condition-empty', 'Enter a value.', 'value');
  const number = wantedNumber(value.trim());
  if (isOfNumbers.has(is) && (number === null || value.trim() !== value))
    note('error', 'not-a-number', 'Enter a number, such as 1.5.', 'value');
  if ((is === 'matches' || is === 'does-not-match') && value.split('*').length - 1 > mostStars)
    note('error', 'pattern-too-wide', `Use at most ${mostStars} asterisks.`, 'value');
  return findings;
}
