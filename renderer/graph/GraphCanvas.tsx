import { Background, ReactFlow, useReactFlow, type Edge } from '@xyflow/react';
import '@xyflow/react/dist/base.css'; // oxlint-disable-line import/no-unassigned-import -- a style sheet
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import type { JobRunSummary } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';
import { fitViewport } from './fitViewport.ts';
import { GraphControls } from './GraphControls.tsx';
import styles from './JobGraph.module.css';
import { JobNode, type JobNodeType } from './JobNode.tsx';
import { nodeSize, type Place } from './layoutJobs.ts';
import { neighbour } from './neighbour.ts';
import type { JobEdge } from './reduceEdges.ts';

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

const nodeTypes = { job: JobNode };
const noAttribution = { hideAttribution: true };
/** Least zoom at which the words in a box can be read; the person may go further. */
const legible = 0.8;
const smallest = 0.25;

/** The drawn graph. One job is in the tab order; arrow keys move among them. */
export function GraphCanvas({ jobRuns, places, edges, current, href, frame }: GraphCanvasProps) {
  const flow = useReactFlow();
  const movedByHand = useRef(false);
  const { width, height } = frame;
  const focus = current === null ? undefined : places.get(current);

  // The opening of a panel, or another size of the window, must not hide what was in sight.
  useEffect(() => {
    if (!movedByHand.current) void flow.setViewport(fitViewport(places, { width, height }, legible, focus));
  }, [flow, focus, height, places, width]);

  const drawnEdges = useMemo(() => edges.map(toFlowEdge), [edges]);
  const reachable = current ?? jobRuns[0]?.id;
  const nodes = jobRuns.map((job): JobNodeType => ({
    id: job.id,
    type: 'job',
    position: places.get(job.id) ?? { x: 0, y: 0 },
    ...nodeSize,
    data: { job, href: href(job.id), current: job.id === current, reachable: job.id === reachable },
  }));

  function moveFocus(event: KeyboardEvent<HTMLElement>) {
    const from = event.target instanceof HTMLElement ? event.target.dataset['job'] : undefined;
    const to = from === undefined ? undefined : neighbour(places, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-job="${CSS.escape(to)}"]`)?.focus();
  }

  return (
    <ReactFlow
      className={styles.graph ?? ''}
      aria-label={texts.run.graphLabel}
      nodes={nodes}
      edges={drawnEdges}
      nodeTypes={nodeTypes}
      defaultViewport={fitViewport(places, frame, legible, focus)}
      onKeyDown={moveFocus}
      onMoveStart={(event) => {
        if (event !== null) movedByHand.current = true;
      }}
      minZoom={smallest}
      maxZoom={1.5}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      proOptions={noAttribution}
    >
      <Background gap={20} size={1.2} />
      <GraphControls
        onWhole={() => {
          movedByHand.current = false;
          void flow.setViewport(fitViewport(places, frame, smallest));
        }}
      />
    </ReactFlow>
  );
}

function toFlowEdge({ from, to, needs }: JobEdge): Edge {
  return { id: `${from} ${to}`, source: from, target: to, className: styles[needs] ?? '' };
}
