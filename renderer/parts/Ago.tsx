import { formatAgo, formatDateTime } from '../format/index.ts';
import { useNow } from '../ticker/index.ts';

/** How long ago something was; the exact time on hover. `at` in milliseconds since the epoch. */
export function Ago({ at }: { at: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDateTime(at)}>
      {formatAgo(at, now)}
    </time>
  );
}
