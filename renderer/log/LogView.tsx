import { useDeferredValue, useRef, useState } from 'react';
import { formatBytes, formatCount } from '../format/index.ts';
import { EmptyNote, ErrorNote } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { findInLog, type LogMatches } from './logSearch.ts';
import { LogLines } from './LogLines.tsx';
import { LogToolbar } from './LogToolbar.tsx';
import styles from './LogView.module.css';
import { useLog } from './useLog.ts';
import { IconTerminal2 } from '@tabler/icons-react';

interface LogViewProps {
  application: string;
  jobRun: string;
  attempt: number;
}

/** The output of an attempt, as it comes: found in, followed, copied. Give it a `key` for each attempt. */
export function LogView(source: LogViewProps) {
  const { log, reading, version, retry } = useLog(source);
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState(0);
  const [wrapped, setWrapped] = useState(false);
  const [timed, setTimed] = useState(false);
  const matches = useMatches(log, useDeferredValue(query), version);
  const shownMatch = matches.lines[place];

  if (reading.state === 'failed' && reading.error !== null) {
    return (
      <div className={styles.aside}>
        <ErrorNote error={reading.error} onRetry={retry} />
      </div>
    );
  }
  const empty = reading.state === 'ended' ? texts.jobRun.log.empty : texts.jobRun.log.emptyRunning;
  return (
    <div className={styles.log}>
      <LogToolbar
        query={query}
        onQuery={(next) => {
          setQuery(next);
          setPlace(0);
        }}
        place={place}
        matchCount={matches.lines.length}
        onPlace={setPlace}
        wrapped={wrapped}
        onWrapped={setWrapped}
        timed={timed}
        onTimed={setTimed}
        text={log.text}
      />
      {log.lines.length === 0 ? (
        <EmptyNote icon={IconTerminal2} title={empty} />
      ) : (
        <LogLines
          log={log}
          version={version}
          live={reading.state === 'live'}
          query={matches.query}
          shownMatch={shownMatch}
          wrapped={wrapped}
          timed={timed}
        />
      )}
      <div className={styles.foot}>
        <span>{texts.jobRun.log.lines(formatCount(log.forgotten + log.lines.length))}</span>
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

/** Looked for anew in what is new only; `version` says that something is. */
function useMatches(log: Parameters<typeof findInLog>[0], query: string, version: number): LogMatches {
  const last = useRef<{ log: typeof log; version: number; matches: LogMatches } | null>(null);
  const known = last.current?.log === log ? last.current : null;
  if (known === null || known.version !== version || known.matches.query !== query) {
    last.current = { log, version, matches: findInLog(log, query, known?.matches ?? null) };
  }
  return last.current?.matches ?? { query, lines: [], upTo: 0 };
}
