import { SegmentedControl } from '@mantine/core';
import { useLocation } from 'wouter';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';

/** Between the list of runs and the list of their jobs. */
export function ListSwitch({ show }: { show: 'runs' | 'jobs' }) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={texts.runs.view}
      value={show}
      onChange={(value) => navigate(value === 'runs' ? paths.runs(application) : paths.jobs(application))}
      data={[
        { value: 'runs', label: texts.runs.showRuns },
        { value: 'jobs', label: texts.runs.showJobs },
      ]}
    />
  );
}
