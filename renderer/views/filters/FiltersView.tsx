import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, ListSkeleton, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { FiltersForm } from './FiltersForm.tsx';

/** Which images reach callbacks and jobs. */
export function FiltersView() {
  const application = useApplicationId();
  const detail = useRoute('applications.get', { application });
  return (
    <Page title={texts.filters.title} description={texts.filters.lead}>
      <Answer query={detail} waiting={<ListSkeleton rows={8} height={56} />}>
        {(data) => <FiltersForm key={application} detail={data} />}
      </Answer>
    </Page>
  );
}
