import { Button, Switch } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import {
  filterOptionsSchema,
  type ApplicationDetail,
  type FilterOptions,
  type StudySummary,
} from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { sumReports } from '../../filtering/index.ts';
import { Part, OptionsFormFrame, useOptionsForm } from '../../forms/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { filterProblems, filtersOf, standardFilters, type FilterValues } from './filterValues.ts';
import { FilterRow } from './FilterRow.tsx';
import styles from './FiltersForm.module.css';
import { Preview } from './Preview.tsx';
import { RuleRows } from './RuleRows.tsx';
import { useFilterPreview } from './useFilterPreview.ts';

/** Quiet time while rules are changed before they are tried, in milliseconds. */
const typingMs = 250;
const latestCount = 5;

/** The rules, and beside them what they keep out of stored studies while they are changed. */
export function FiltersForm({ detail }: { detail: ApplicationDetail }) {
  const application = useApplicationId();
  const words = texts.filters;
  const part = useOptionsForm<FilterValues>({
    options: detail.options,
    valuesOf: ({ filters }) => filters,
    optionsOf: (values) => ({ filters: filtersOf(values) }),
    fieldOf: (path) => /^filters\.(\w+)/.exec(path)?.[1],
    validate: filterProblems,
  });
  const { form } = part;
  const [chosen, setChosen] = useState<StudySummary | null>(null);
  const latest = useRoute('studies.list', { application, limit: latestCount }).data?.rows ?? [];
  const { filters, held } = useReadableRules(form.getValues());
  const preview = useFilterPreview(chosen === null ? latest : [chosen], filters);
  const sum = sumReports(preview.studies.map(({ report }) => report));

  return (
    <OptionsFormFrame part={part} className={styles.form}>
      <div className={styles.columns}>
        <div>
          <Part title={words.rules} place={{ document: 'services', anchor: 'what-reaches-callbacks' }}>
            <FilterRow
              id="enabled"
              name={words.enabled}
              help={form.getValues().enabled ? words.enabledHelp : words.enabledOffHelp}
            >
              <Switch
                id="enabled"
                size="md"
                aria-describedby="enabled-help"
                {...form.getInputProps('enabled', { type: 'checkbox' })}
              />
            </FilterRow>
            <RuleRows form={form} sum={preview.studies.length === 0 ? null : sum} />
          </Part>
          <Button
            variant="subtle"
            title={words.standardHelp}
            onClick={() => form.setValues(standardFilters(form.getValues().enabled))}
          >
            {words.standard}
          </Button>
        </div>
        <Preview
          preview={preview}
          sum={sum}
          latestCount={latest.length}
          chosen={chosen}
          onChoose={setChosen}
          held={held}
        />
      </div>
    </OptionsFormFrame>
  );
}

/** The rules as they stand once nobody types; while they cannot be read, the last ones that could. */
function useReadableRules(values: FilterValues): { filters: FilterOptions; held: boolean } {
  // As text: the same rules are another object at every rendering.
  const [settled] = useDebouncedValue(JSON.stringify(filtersOf(values)), typingMs);
  const parsed = useMemo(() => filterOptionsSchema.safeParse(JSON.parse(settled)), [settled]);
  const [readable, setReadable] = useState(() => filterOptionsSchema.parse({}));
  if (parsed.success && parsed.data !== readable) setReadable(parsed.data);
  return { filters: parsed.data ?? readable, held: !parsed.success };
}
