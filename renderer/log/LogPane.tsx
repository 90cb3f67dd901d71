import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { formatBytes, formatCount } from '../format/index.ts';
import { ErrorNote } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { soughtIn } from './expression.ts';
import { createLogLevels, type Level } from './logLevels.ts';
import { useFound } from './useFound.ts';
import { LogLines } from './LogLines.tsx';
import { LogToolbar } from './LogToolbar.tsx';
import styles from './LogPane.module.css';
import type { FollowedLog } from './useLog.ts';

interface LogPaneProps {
  followed: FollowedLog;
  /** Name of the log, for those who hear it. */
  label: string;
  /** Stands there while there is no line. */
  empty: ReactNode;
  /** What else can be done with it. */
  tools?: ReactNode;
}

/** A log as it comes: found in, followed, copied. */
export function LogPane({ followed, label, empty, tools }: LogPaneProps) {
  const { log, reading, version, retry } = followed;
  const [query, setQuery] = useState('');
  const [isExpression, setIsExpression] = useState(false);
  const [level, setLevel] = useState<Level>(0);
  const [place, setPlace] = useState(0);
  const [wrapped, setWrapped] = useState(false);
  const [timed, setTimed] = useState(false);
  const levels = useMemo(() => createLogLevels(log), [log]);
  const deferred = useDeferredValue(query);
  const sought = useMemo(() => soughtIn(deferred, isExpression), [deferred, isExpression]);
  const expression = sought !== null && 'expression' in sought ? sought.expression : null;
  const found = useFound(followed, expression, isExpression);
  // oxlint-disable-next-line react/exhaustive-deps -- the log is the same object while it grows
  const only = useMemo(() => (level === 0 ? null : levels.from(level)), [levels, level, version]);
  const matches = useMemo(() => {
    if (only === null || found.lines.length === 0) return found.lines;
    const shown = new Set(only);
    return found.lines.filter((line) => shown.has(line));
  }, [only, found]);
  const shownMatch = matches[place];

  if (reading.state === 'failed' && reading.error !== null) {
    return (
      <div className={styles.aside}>
        <ErrorNote error={reading.error} onRetry={retry} />
      </div>
    );
  }
  return (
    <div className={styles.log}>
      <LogToolbar
        query={query}
        onQuery={(next) => {
          setQuery(next);
          setPlace(0);
        }}
        place={place}
        matchCount={matches.length}
        hits={only === null ? found.hits : null}
        isExpression={isExpression}
        onExpression={(next) => {
          setIsExpression(next);
          setPlace(0);
        }}
        problem={found.problem ?? (sought !== null && 'problem' in sought ? sought.problem : null)}
        level={level}
        onLevel={(next) => {
          setLevel(next);
          setPlace(0);
        }}
        tools={tools}
        onPlace={setPlace}
        wrapped={wrapped}
        onWrapped={setWrapped}
        timed={timed}
        onTimed={setTimed}
        text={log.text}
      />
      {log.lines.length === 0 ? (
        empty
      ) : (
        <LogLines
          log={log}
          version={version}
          live={reading.state === 'live'}
          sought={expression}
          soughtTo={found.searchedTo}
          only={only}
          shownMatch={shownMatch}
          wrapped={wrapped}
          timed={timed}
          label={label}
        />
      )}
      <div className={styles.foot}>
        <span>{texts.jobRun.log.lines(log.forgotten + log.lines.length)}</span>
        {only !== null && <span>{texts.jobRun.log.shownLines(formatCount(only.length))}</span>}
        {log.forgotten > 0 && <span>{texts.jobRun.log.earlier(formatCount(log.forgotten))}</span>}
        {reading.droppedBytes > 0 && (
          <span className={styles.dropped}>
            {texts.jobRun.log.dropped(formatBytes(reading.droppedBytes))}
          </span>
        )}
        <span className={styles.state}>
          {reading.state === 'ended' ? texts.jobRun.log.ended : texts.jobRun.log.live}
        </span>
      </div>
    </div>
  );
}
