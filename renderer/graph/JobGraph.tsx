import { useElementSize } from '@mantine/hooks';
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import type { RunDetail } from '../../contract/index.ts';
import { GraphCanvas } from './GraphCanvas.tsx';
import styles from './JobGraph.module.css';
import { layoutJobs } from './layoutJobs.ts';
import { reduceEdges } from './reduceEdges.ts';

interface JobGraphProps {
  run: Pick<RunDetail, 'jobRuns' | 'edges'>;
  /** Job run whose panel is open. */
  current: string | null;
  /** Where a job run leads. */
  href: (jobRun: string) => string;
}

/** The jobs of a run as a graph in layers. */
export function JobGraph({ run, current, href }: JobGraphProps) {
  const { ref, width, height } = useElementSize();
  const shape = JSON.stringify([run.jobRuns.map(({ id }) => id), run.edges]);
  const { places, edges } = useMemo(() => {
    const drawn = reduceEdges(run.edges);
    return {
      edges: drawn,
      places: layoutJobs(
        run.jobRuns.map(({ id }) => id),
        drawn,
      ),
    };
    // Laid out anew only when jobs or edges come or go, not when a state changes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [shape]);

  return (
    <div ref={ref} className={styles.frame}>
      {width > 0 && height > 0 && (
        <ReactFlowProvider key={shape}>
          <GraphCanvas
            jobRuns={run.jobRuns}
            places={places}
            edges={edges}
            current={current}
            href={href}
            frame={{ width, height }}
          />
        </ReactFlowProvider>
      )}
    </div>
  );
}
