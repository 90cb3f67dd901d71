import type { FilterOptions, FilterRule } from '../../../../contract/index.ts';
import type { InstanceFacts } from './facts.ts';
import { isPhilipsException } from './philips.ts';

/** Description of a series that the original is just making. */
const temporary = 'dcm-processor-temp';

/** Why an instance is kept out. */
export interface Objection {
  rule: FilterRule;
  /** One sentence with the value that does not fit. */
  reason: string;
}

type Rule = (facts: InstanceFacts, filters: FilterOptions) => string | null;

const ownOutput: Rule = (facts, filters) => {
  if (!filters.ownOutput) return null;
  if (facts.SeriesDescription.toLowerCase() === temporary) return `SeriesDescription is ${temporary}.`;
  return facts.isMarkedOwn ? 'Its private elements say that DCM Processor made it.' : null;
};

const requiredTags: Rule = (facts) =>
  facts.lacking.length === 0 ? null : `It has no ${facts.lacking.join(', ')}.`;

const geometry: Rule = (facts, filters) => {
  if (!filters.geometry) return null;
  return (
    tooFew('ImageOrientationPatient', facts.ImageOrientationPatient, 6) ??
    tooFew('ImagePositionPatient', facts.ImagePositionPatient, 3)
  );
};

function tooFew(keyword: string, value: string, needed: number): string | null {
  const numbers = value.split('\\').filter((part) => part.trim() !== '' && Number.isFinite(Number(part)));
  return numbers.length >= needed ? null : `${keyword} has ${numbers.length} of ${needed} numbers.`;
}

const localizers: Rule = (facts, filters) => {
  if (!filters.localizers) return null;
  return /LOCALIZER|OTHER/i.test(facts.ImageType) ? `ImageType is ${facts.ImageType}.` : null;
};

const imageTypes: Rule = (facts, filters) => {
  if (filters.imageTypes.length === 0) return null;
  if (wordIn(facts.ImageType, filters.imageTypes) !== null) return null;
  const value = facts.ImageType === '' ? 'It has no ImageType' : `ImageType is ${facts.ImageType}`;
  return `${value}; one of these must be in it: ${filters.imageTypes.join(', ')}.`;
};

const junkWords: Rule = (facts, filters) => {
  const word = wordIn(facts.ImageType, filters.junkWords);
  return word === null ? null : `ImageType is ${facts.ImageType}, in which "${word}" is not wanted.`;
};

function wordIn(text: string, words: readonly string[]): string | null {
  const lower = text.toLowerCase();
  return words.find((word) => lower.includes(word.toLowerCase())) ?? null;
}

const modalities: Rule = ({ Modality }, filters) => {
  const wanted = filters.modalities.map((one) => one.toUpperCase());
  if (wanted.length === 0 || wanted.includes(Modality.toUpperCase())) return null;
  return Modality === '' ? 'It has no Modality.' : `Modality is ${Modality}.`;
};

/** In the order of `filterRuleSchema`; the number of instances is judged by series. */
const rules: readonly (readonly [FilterRule, Rule])[] = [
  ['own-output', ownOutput],
  ['required-tags', requiredTags],
  ['geometry', geometry],
  ['localizers', localizers],
  ['image-types', imageTypes],
  ['junk-words', junkWords],
  ['modalities', modalities],
];
const philipsPasses: ReadonlySet<FilterRule> = new Set(['required-tags', 'geometry', 'localizers']);

/** What keeps an instance out, or null when it passes, and whether it is one of Philips' exceptions. */
export function judgeInstance(
  facts: InstanceFacts,
  filters: FilterOptions,
): { objection: Objection | null; isException: boolean } {
  const isException = filters.philipsExceptions && isPhilipsException(facts);
  for (const [rule, judge] of rules) {
    const reason = isException && philipsPasses.has(rule) ? null : judge(facts, filters);
    if (reason !== null) return { objection: { rule, reason }, isException };
  }
  return { objection: null, isException };
}
