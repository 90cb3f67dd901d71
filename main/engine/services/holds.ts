/** Keeps the folders of services as they are while callbacks are asked. */
export interface Holds {
  /** Nothing is put in place until the returned function is called; waits for what is just being put there. */
  hold(): Promise<() => void>;
  /** Does what changes folders once nobody holds them; it must do so at once. */
  whenFree(change: () => void): Promise<void>;
}

export function createHolds(): Holds {
  let holders = 0;
  const changes: (() => void)[] = [];
  const admitted: (() => void)[] = [];

  function letGoOn(): void {
    if (holders > 0) return;
    for (const change of changes.splice(0)) change();
    for (const admit of admitted.splice(0)) admit();
  }
  return {
    async hold() {
      // Whoever waits to change something comes first, or a busy application would never get an update.
      while (changes.length > 0) await new Promise<void>((resolve) => admitted.push(resolve));
      holders += 1;
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holders -= 1;
        letGoOn();
      };
    },
    whenFree: (change) =>
      new Promise((resolve, reject) => {
        changes.push(() => {
          try {
            change();
            resolve();
          } catch (cause) {
            reject(cause instanceof Error ? cause : new Error(String(cause)));
          }
        });
        letGoOn();
      }),
  };
}
