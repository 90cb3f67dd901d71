import { useAnnouncement } from './announce.ts';

/** The live region that says what `announce` was given. */
export function Announcer() {
  const message = useAnnouncement();
  return (
    <output className="unseen" aria-live="polite">
      {message}
    </output>
  );
}
