import type { ShellNotice, WindowBridge } from '../contract/index.ts';
import { createHearers } from './hearers.ts';
import type { Hearers } from './hearers.ts';

/** What the shell tells the page, by kind: who listens for one kind takes nothing from who listens for another. */
export function createNotices(): { hear: WindowBridge['onNotice']; tell(notice: ShellNotice): void } {
  const kinds = new Map<string, Hearers<[ShellNotice]>>();
  function of(kind: string): Hearers<[ShellNotice]> {
    const known = kinds.get(kind) ?? createHearers<[ShellNotice]>({ keepUntilHeard: true });
    kinds.set(kind, known);
    return known;
  }
  return {
    // Only notices of that kind are told there.
    hear: (kind, listener) => of(kind).hear(listener as (notice: ShellNotice) => void),
    tell: (notice) => of(notice.kind).tell(notice),
  };
}
