import type { ApplicationOptions } from '../../contract/index.ts';
import { useRoute } from '../engine/index.ts';
import { useApplicationId } from '../navigation/index.ts';

/** Where the application on show runs its jobs; undefined until that is known. */
export function useRuntimeKind(): ApplicationOptions['runtime'] | undefined {
  const application = useApplicationId();
  return useRoute('applications.get', { application }).data?.options.runtime;
}
