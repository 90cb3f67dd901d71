import type { CompletenessOptions } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './LateDrawing.module.css';

const words = texts.completeness.drawing;

/** What becomes of late images, drawn: what was there, the run of it, and where the late one goes. Words say the same. */
export function LateDrawing({ policy }: { policy: CompletenessOptions['lateArrivals'] }) {
  return (
    <svg className={styles.drawing} width={236} height={64} viewBox="0 0 236 64" aria-hidden>
      <Images x={2} y={10} count={3} />
      <path className={styles.arrow} d="M38 15 H52 m-4 -4 l4 4 l-4 4" />
      <Box x={58} label={words.run} faded={policy === 'merge'} />
      <Images x={2} y={44} count={1} late />
      <text className={styles.word} x={17} y={53}>
        {words.late}
      </text>
      {policy === 'ignore' ? (
        <>
          <path className={styles.arrow} d="M44 49 H126 m-4 -4 l4 4 l-4 4" />
          <rect className={styles.aside} x={132} y={36} width={102} height={26} rx={5} />
          <text className={styles.word} x={142} y={53}>
            {words.aside}
          </text>
        </>
      ) : (
        <>
          <path className={styles.arrow} d="M44 49 H113 V15 H126 m-4 -4 l4 4 l-4 4" />
          <Box x={132} label={words.next} whole />
        </>
      )}
    </svg>
  );
}

function Images({ x, y, count, late = false }: { x: number; y: number; count: number; late?: boolean }) {
  return Array.from({ length: count }, (_, index) => (
    <rect
      key={index}
      className={late ? styles.late : styles.image}
      x={x + index * 11}
      y={y}
      width={9}
      height={9}
      rx={2}
    />
  ));
}

/** A run; `faded`: it is replaced; `whole`: it has the late image as well. */
function Box({
  x,
  label,
  faded = false,
  whole = false,
}: {
  x: number;
  label: string;
  faded?: boolean;
  whole?: boolean;
}) {
  return (
    <g className={faded ? styles.faded : undefined}>
      <rect className={styles.run} x={x} y={1} width={whole ? 102 : 50} height={28} rx={5} />
      <text className={styles.word} x={x + 9} y={19}>
        {label}
      </text>
      {whole && (
        <>
          <Images x={x + 65} y={5} count={3} />
          <Images x={x + 65} y={16} count={1} late />
        </>
      )}
    </g>
  );
}
