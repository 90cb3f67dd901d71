import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { useId } from 'react';
import { useLocation } from 'wouter';
import styles from './Flow.module.css';
import type { Station } from './flowGraph.ts';
import type { StationWords } from './describeStation.ts';
import { signOf, StationIcon } from './StationIcon.tsx';

export type FlowStationType = Node<
  {
    station: Station;
    words: StationWords;
    /** It is the one in the tab order. */
    isReachable: boolean;
  },
  'station'
>;

/** A station of the flow: its name, what is in it now, and what came of it today. */
export function FlowStation({ id, data }: NodeProps<FlowStationType>) {
  const [, navigate] = useLocation();
  const { name, now, today, typical, tone, href, about, problem } = data.words;
  const explanation = useId();
  return (
    <>
      <Handle type="target" position={Position.Left} className={styles.handle} isConnectable={false} />
      <button
        type="button"
        className={`nodrag nopan ${styles.station}`}
        data-tone={tone}
        data-node={id}
        tabIndex={data.isReachable ? 0 : -1}
        aria-describedby={explanation}
        onClick={() => navigate(href)}
      >
        <span className={styles.name}>
          <StationIcon of={signOf(data.station)} />
          <span>{name}</span>
        </span>
        <span className={styles.now}>{now}</span>
        <span className={styles.today}>{today}</span>
        {typical !== '' && <span className={styles.typical}>{typical}</span>}
      </button>
      {/* What the card says to those who see it. */}
      <span id={explanation} hidden>
        {problem} {about}
      </span>
      <Handle type="source" position={Position.Right} className={styles.handle} isConnectable={false} />
    </>
  );
}
