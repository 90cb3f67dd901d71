import { useMemo } from 'react';
import { useRoute } from '../../engine/index.ts';
import { formatPersonName } from '../../format/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, ErrorNote, ListSkeleton, Page, Trail } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { problemOf } from './problemOf.ts';
import { useImaging } from './useImaging.ts';
import { Viewer } from './Viewer.tsx';

const words = texts.viewer;

export interface ViewerViewProps {
  study: string;
  /** The series that is shown at first; the first of the study where it is null. */
  series: string | null;
  /** SOPInstanceUID of the image that is shown at first; the one in the middle of the series where it is null. */
  instance: string | null;
}

/** The images of a study. */
export function ViewerView({ study, series, instance }: ViewerViewProps) {
  const application = useApplicationId();
  const firstImage = useMemo(
    () => (instance === null ? null : { SOPInstanceUID: instance, frame: null }),
    [instance],
  );
  const query = useRoute('studies.get', { application, study });
  const { imaging, failed } = useImaging();
  const name =
    query.data === undefined ? '' : formatPersonName(query.data.PatientName) || query.data.PatientID;
  return (
    <Page
      fills
      title={name || words.title}
      windowTitle={words.title}
      trail={<Trail href={paths.study(application, study)} label={words.breadcrumb} />}
      description={query.data?.StudyDescription}
    >
      <Answer query={query}>
        {(detail) => {
          if (failed !== null) {
            const { details } = problemOf(failed);
            return (
              <ErrorNote error={{ message: words.viewerFailed, advice: words.viewerFailedAdvice, details }} />
            );
          }
          return imaging === null ? (
            <ListSkeleton />
          ) : (
            <Viewer
              key={`${study} ${series ?? ''} ${instance ?? ''}`}
              imaging={imaging}
              study={detail}
              first={series}
              firstImage={firstImage}
            />
          );
        }}
      </Answer>
    </Page>
  );
}
