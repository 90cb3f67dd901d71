import { formatDuration, formatWholeSeconds } from '../format/index.ts';
import { useNow } from '../ticker/index.ts';
import { texts } from '../texts/index.ts';

interface ElapsedProps {
  /** Milliseconds since the epoch; null: not begun. */
  from: number | null;
  /** Null: it goes on, and the time ticks. */
  to: number | null;
}

/** How long something took or takes. */
export function Elapsed({ from, to }: ElapsedProps) {
  if (from === null) return <span className="tabular">{texts.common.none}</span>;
  if (to === null) return <Ticking from={from} />;
  return <span className="tabular">{formatDuration(to - from)}</span>;
}

function Ticking({ from }: { from: number }) {
  const now = useNow();
  return <span className="tabular">{formatWholeSeconds(now - from)}</span>;
}
