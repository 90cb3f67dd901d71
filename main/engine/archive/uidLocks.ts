/** Keeps two batches from deciding about the same SOP Instance UID at once. */
export interface UidLocks {
  /** Waits until nobody else holds any of the UIDs, then holds all of them until the returned function is called. */
  hold(uids: readonly string[]): Promise<() => void>;
}

export function createUidLocks(): UidLocks {
  const held = new Map<string, Promise<void>>();
  return {
    async hold(uids) {
      for (;;) {
        const other = uids.map((uid) => held.get(uid)).find((one) => one !== undefined);
        if (other === undefined) break;
        await other;
      }
      // All in one turn: a batch that held only some of its UIDs could wait for another that waits for it.
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      for (const uid of uids) held.set(uid, released);
      return () => {
        for (const uid of uids) held.delete(uid);
        release();
      };
    },
  };
}
