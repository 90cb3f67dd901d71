import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, ListSkeleton, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { CompletenessForm } from './CompletenessForm.tsx';

/** When an arrival is complete, and what becomes of late ones. */
export function CompletenessView() {
  const application = useApplicationId();
  const detail = useRoute('applications.get', { application });
  return (
    <Page title={texts.completeness.title} description={texts.completeness.lead}>
      <Answer query={detail} waiting={<ListSkeleton rows={8} height={56} />}>
        {(data) => <CompletenessForm key={application} detail={data} />}
      </Answer>
    </Page>
  );
}
