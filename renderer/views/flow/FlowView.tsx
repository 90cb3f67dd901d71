import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { PauseMenu } from '../../control/index.ts';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { DayBars } from './DayBars.tsx';
import { FlowHint } from './FlowHint.tsx';
import { FlowPicture } from './FlowPicture.tsx';
import { FlowTable } from './FlowTable.tsx';

const words = texts.flow;

/** What flows through the application, as a picture or a table, and how the day went. */
export function FlowView() {
  const application = useApplicationId();
  const [show, setShow] = useState('picture');
  const flow = useRoute('flow.get', { application });
  const doors = useRoute('doors.list', { application }).data;
  const counts = useRoute('applications.get', { application }).data?.counts;
  return (
    <Page
      fills
      title={words.title}
      description={words.description}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={words.view}
            value={show}
            onChange={setShow}
            data={[
              { value: 'picture', label: words.asGraph },
              { value: 'table', label: words.asTable },
            ]}
          />
          <PauseMenu />
        </>
      }
    >
      <Answer query={flow}>
        {(data) =>
          doors === undefined || counts === undefined ? null : (
            <>
              {show === 'picture' ? (
                <FlowPicture flow={data} doors={doors.doors} counts={counts} />
              ) : (
                <FlowTable flow={data} doors={doors.doors} counts={counts} />
              )}
              <FlowHint flow={data} />
              <DayBars hours={data.hours} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}
