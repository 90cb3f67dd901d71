import { useDeferredValue, useMemo, useState } from 'react';
import { formatBytes, formatCount } from '../format/index.ts';
import { EmptyNote, ErrorNote } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { createLogSearch } from './logSearch.ts';
import { LogLines } from './LogLines.tsx';
import { LogToolbar } from './LogToolbar.tsx';
import styles from './LogPane.module.css';
import type { FollowedLog } from './useLog.ts';
import { IconTerminal2 } from '../icons/index.ts';

interface LogPaneProps {
  followed: FollowedLog;
  /** Name of the log, for those who hear it. */
  label: string;
  /** Said while there is no line. */
  empty: string;
}

/** A log as it comes: found in, followed, copied. */
export function LogPane({ followed, label, empty }: LogPaneProps) {
  const { log, reading, version, retry } = followed;
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState(0);
  const [wrapped, setWrapped] = useState(false);
  const [timed, setTimed] = useState(false);
  const search = useMemo(() => createLogSearch(log), [log]);
  const sought = useDeferredValue(query);
  const matches = search.find(sought);
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
          query={sought}
          shownMatch={shownMatch}
          wrapped={wrapped}
          timed={timed}
          label={label}
        />
      )}
      <div className={styles.foot}>
        <span>{texts.jobRun.log.lines(log.forgotten + log.lines.length)}</span>
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
