import { useEffect } from 'react';

/** Forms on show that hold something that is not saved. */
let forms = 0;

/** Counts a form among those that hold something unsaved, as long as it does. */
export function useUnsaved(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return undefined;
    forms += 1;
    return () => {
      forms -= 1;
    };
  }, [isChanged]);
}

/** Whether loading the page anew would lose what somebody wrote. */
export function hasUnsaved(): boolean {
  return forms > 0;
}
