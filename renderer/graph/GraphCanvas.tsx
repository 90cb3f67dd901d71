import type { Edge } from '@xyflow/react';
import { useMemo } from 'react';
import type { JobRunSummary } from '../../contract/index.ts';
import { jobTitle } from '../jobs/index.ts';
import { texts } from '../texts/index.ts';
import styles from './JobGraph.module.css';
import { JobNode, type JobNodeType } from './JobNode.tsx';
import { nodeSize, type Place } from './layoutJobs.ts';
import { measured } from './measured.ts';
import { PlacedCanvas } from './PlacedCanvas.tsx';
import type { JobEdge } from './reduceEdges.ts';
import { wayInWords } from './wayInWords.ts';

interface GraphCanvasProps {
  jobRuns: JobRunSummary[];
  places: Map<string, Place>;
  /** Those to be drawn. */
  edges: JobEdge[];
  current: string | null;
  href: (jobRun: string) => string;
  /** Size of the canvas. */
  frame: { width: number; height: number };
}

const box = measured(nodeSize);
const nodeTypes = { job: JobNode };
const zoom = { legible: 0.8, least: 0.25 };

/** The drawn graph. One job is in the tab order. */
export function GraphCanvas({ jobRuns, places, edges, current, href, frame }: GraphCanvasProps) {
  const drawnEdges = useMemo(() => {
    const titles = new Map(jobRuns.map((job) => [job.id, jobTitle(job)]));
    return edges.map((edge) => toFlowEdge(edge, titles));
    // Jobs have the same names as long as the edges are the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [edges]);
  const reachable = current ?? jobRuns[0]?.id;
  const nodes = jobRuns.map((job): JobNodeType => ({
    id: job.id,
    type: 'job',
    position: places.get(job.id) ?? { x: 0, y: 0 },
    ...box,
    data: { job, href: href(job.id), current: job.id === current, reachable: job.id === reachable },
  }));
  return (
    <PlacedCanvas
      label={texts.run.graphLabel}
      className={styles.graph}
      nodes={nodes}
      edges={drawnEdges}
      nodeTypes={nodeTypes}
      places={places}
      size={nodeSize}
      focus={current === null ? undefined : places.get(current)}
      zoom={zoom}
      frame={frame}
    />
  );
}

function toFlowEdge({ from, to, needs }: JobEdge, titles: ReadonlyMap<string, string>): Edge {
  return {
    id: `${from} ${to}`,
    source: from,
    target: to,
    className: styles[needs] ?? '',
    ...wayInWords(titles.get(from) ?? '', titles.get(to) ?? ''),
  };
}
