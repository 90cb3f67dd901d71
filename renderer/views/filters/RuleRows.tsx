import { NumberInput, Switch, TagsInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { FilterRule } from '../../../contract/index.ts';
import { optionOfRule, type FilterSum } from '../../filtering/index.ts';
import { texts } from '../../texts/index.ts';
import { FilterRow } from './FilterRow.tsx';
import type { FilterValues } from './filterValues.ts';
import { RuleRow } from './RuleRow.tsx';

interface RuleRowsProps {
  form: UseFormReturnType<FilterValues>;
  /** Null: there is no study to try them on. */
  sum: FilterSum | null;
}

/** Modalities that are offered; any other can be typed. */
const offeredModalities = ['CT', 'MR', 'PT', 'US', 'CR', 'DX', 'MG', 'NM', 'XA', 'RTSTRUCT', 'SEG'];

/** The rules in the order in which they are asked. */
export function RuleRows({ form, sum }: RuleRowsProps) {
  const flag = (rule: 'own-output' | 'geometry' | 'localizers') => (
    <RuleRow rule={rule} sum={sum}>
      <Switch
        id={optionOfRule[rule]}
        aria-describedby={`${optionOfRule[rule]}-help`}
        {...form.getInputProps(optionOfRule[rule], { type: 'checkbox' })}
      />
    </RuleRow>
  );
  const words = (rule: 'required-tags' | 'image-types' | 'junk-words' | 'modalities', offered?: string[]) => (
    <RuleRow rule={rule} sum={sum} below>
      <TagsInput
        id={optionOfRule[rule]}
        aria-describedby={`${optionOfRule[rule]}-help`}
        placeholder={placeholderOf(form, rule)}
        acceptValueOnBlur
        splitChars={splitCharsOf(rule)}
        {...(offered === undefined ? {} : { data: offered })}
        {...form.getInputProps(optionOfRule[rule])}
      />
    </RuleRow>
  );

  return (
    <>
      {flag('own-output')}
      {words('required-tags')}
      {flag('geometry')}
      {flag('localizers')}
      {words('image-types')}
      {words('junk-words')}
      {words('modalities', offeredModalities)}
      <RuleRow rule="minimum-instances" sum={sum}>
        <NumberInput
          id="minimumInstances"
          aria-describedby="minimumInstances-help"
          w={110}
          min={0}
          max={100_000}
          allowDecimal={false}
          placeholder={texts.filters.noMinimum}
          {...form.getInputProps('minimumInstances')}
        />
      </RuleRow>
      <FilterRow id="philipsExceptions" name={texts.filters.philips} help={texts.filters.philipsHelp}>
        <Switch
          id="philipsExceptions"
          aria-describedby="philipsExceptions-help"
          {...form.getInputProps('philipsExceptions', { type: 'checkbox' })}
        />
      </FilterRow>
    </>
  );
}

function placeholderOf(form: UseFormReturnType<FilterValues>, rule: FilterRule): string {
  const value = form.getValues()[optionOfRule[rule]];
  return Array.isArray(value) && value.length === 0 ? texts.filters.emptyList : texts.filters.addWord;
}

/** What ends a word, typed or pasted; a tag such as `0020,0013` has a comma of its own. */
function splitCharsOf(rule: FilterRule): string[] {
  return rule === 'required-tags' ? [';', ' '] : [',', ';'];
}
