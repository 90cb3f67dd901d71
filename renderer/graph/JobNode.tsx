import { Handle, Position, useReactFlow, type Node, type NodeProps } from '@xyflow/react';
import { useLocation } from 'wouter';
import type { JobRunSummary } from '../../contract/index.ts';
import { Elapsed, StateIcon } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { jobTitle, stateInWords } from '../jobs/index.ts';
import styles from './JobNode.module.css';
import { nodeSize } from './layoutJobs.ts';

export type JobNodeType = Node<
  {
    job: JobRunSummary;
    /** Where its panel is. */
    href: string;
    /** Its panel is open. */
    current: boolean;
    /** It is the one in the tab order. */
    reachable: boolean;
  },
  'job'
>;

/** A job of the graph: state by colour, shape and word. */
export function JobNode({ data, positionAbsoluteX, positionAbsoluteY }: NodeProps<JobNodeType>) {
  const { job, href, current, reachable } = data;
  const flow = useReactFlow();
  const [, navigate] = useLocation();

  function bringIntoView() {
    const { x, y, zoom } = flow.getViewport();
    const frame = document.querySelector('.react-flow')?.getBoundingClientRect();
    const left = positionAbsoluteX * zoom + x;
    const top = positionAbsoluteY * zoom + y;
    const { width, height } = nodeSize;
    const inside =
      frame !== undefined &&
      left >= 0 &&
      top >= 0 &&
      left + width * zoom <= frame.width &&
      top + height * zoom <= frame.height;
    if (inside) return;
    void flow.setCenter(positionAbsoluteX + width / 2, positionAbsoluteY + height / 2, { zoom });
  }

  return (
    <>
      <Handle type="target" position={Position.Left} className={styles.handle} isConnectable={false} />
      <button
        type="button"
        className={`nodrag nopan ${styles.node}`}
        aria-expanded={current}
        data-state={job.state}
        data-node={job.id}
        tabIndex={reachable ? 0 : -1}
        onClick={() => navigate(href)}
        onFocus={bringIntoView}
      >
        <span className={styles.mark}>
          <StateIcon tone={job.state} size={18} />
        </span>
        <span className={styles.words}>
          <span className={styles.name} title={jobTitle(job)}>
            {jobTitle(job)}
          </span>
          <span className={styles.state}>
            {stateInWords(job)}
            {job.startedAt !== null && (
              <>
                {' · '}
                <Elapsed from={job.startedAt} to={job.finishedAt} />
              </>
            )}
            {job.group !== 'registry' && (
              <span className={styles.group} title={texts.run.groups[job.group]}>
                {job.group}
              </span>
            )}
          </span>
        </span>
        {job.state === 'running' && job.percent !== null && (
          <span className={styles.percent} style={{ width: `${job.percent}%` }} aria-hidden />
        )}
      </button>
      <Handle type="source" position={Position.Right} className={styles.handle} isConnectable={false} />
    </>
  );
}
