import { useEffect, useEffectEvent } from 'react';
import type { ShortcutId } from '../../contract/index.ts';

/** Who does what a shortcut commands, the latest last. */
const doers = new Map<ShortcutId, (() => void)[]>();

/** Does what that shortcut commands, for as long as this is shown: by key, menu and palette alike. */
export function useCommand(id: ShortcutId, work: () => void): void {
  const latest = useEffectEvent(work);
  useEffect(() => {
    // An identity of its own, so that the right one leaves.
    const doer = () => latest();
    doers.set(id, [...(doers.get(id) ?? []), doer]);
    return () => {
      doers.set(
        id,
        (doers.get(id) ?? []).filter((one) => one !== doer),
      );
    };
  }, [id]);
}

/** Gives a command; false where nobody here does it. */
export function giveCommand(id: ShortcutId): boolean {
  const doer = doers.get(id)?.at(-1);
  doer?.();
  return doer !== undefined;
}

/** True where a command would be done. */
export function canDo(id: ShortcutId): boolean {
  return (doers.get(id)?.length ?? 0) > 0;
}
