import type { FilterOptions, FilterRule } from '../../../../contract/index.ts';
import { readFacts } from './facts.ts';
import type { InstanceFacts, RequiredTag } from './facts.ts';
import { judgeInstance } from './rules.ts';

/** What the filters made of one series. */
export interface SeriesVerdict {
  /** For each instance, in order, whether it goes on; so does one that cannot be read, for planning to report. */
  passes: boolean[];
  keptOut: { rule: FilterRule; instances: number; reason: string }[];
}

/** Reads and judges the files of one series, one after the other. Waits for the disk. */
export function judgeSeries(
  files: readonly string[],
  filters: FilterOptions,
  required: readonly RequiredTag[],
): SeriesVerdict {
  const keptOut = new Map<FilterRule, { rule: FilterRule; instances: number; reason: string }>();
  let unreadable = 0;
  let exceptions = 0;
  const passes = files.map((file) => {
    const facts = factsOf(file, required);
    if (facts === null) {
      unreadable += 1;
      return true;
    }
    const { objection, isException } = judgeInstance(facts, filters);
    if (objection !== null) {
      const entry = keptOut.get(objection.rule) ?? { ...objection, instances: 0 };
      entry.instances += 1;
      keptOut.set(objection.rule, entry);
    } else if (isException) exceptions += 1;
    return objection === null;
  });

  const passed = passes.filter(Boolean).length;
  const readable = passed - unreadable;
  // One object of many frames is a whole series.
  if (readable > 0 && exceptions === 0 && passed < filters.minimumInstances) {
    keptOut.set('minimum-instances', {
      rule: 'minimum-instances',
      instances: passed,
      reason: `${passed} ${passed === 1 ? 'instance' : 'instances'} passed the other rules; at least ${filters.minimumInstances} are needed.`,
    });
    passes.fill(false);
  }
  return { passes, keptOut: [...keptOut.values()] };
}

function factsOf(file: string, required: readonly RequiredTag[]): InstanceFacts | null {
  try {
    return readFacts(file, required);
  } catch {
    // Planning looks at the file itself and says what is wrong with it.
    return null;
  }
}
