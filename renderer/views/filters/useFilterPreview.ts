import type { FilterOptions, FilterReport, StudySummary, EngineError } from '../../../contract/index.ts';
import { useRoutes } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';

/** What the rules would keep out of one study. */
export interface StudyPreview {
  study: StudySummary;
  report: FilterReport;
}

export interface FilterPreview {
  /** In the order of the studies, those that are there already. */
  studies: StudyPreview[];
  /** Nothing is there to show yet. */
  loading: boolean;
  /** What is shown belongs to the rules as they were before. */
  outdated: boolean;
  error: EngineError | null;
  retry: () => void;
}

/** Tries rules on stored studies, again whenever the rules or the studies change. */
export function useFilterPreview(studies: readonly StudySummary[], filters: FilterOptions): FilterPreview {
  const application = useApplicationId();
  const answers = useRoutes(
    'filters.preview',
    studies.map(({ id }) => ({ subject: id, input: { application, level: 'study', key: id, filters } })),
  );
  return {
    studies: studies.flatMap((study, index) => {
      const report = answers[index]?.data;
      return report === undefined ? [] : [{ study, report }];
    }),
    loading: answers.length > 0 && answers.every(({ data }) => data === undefined),
    outdated: answers.some(({ isPlaceholderData }) => isPlaceholderData),
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const { refetch } of answers) void refetch();
    },
  };
}
