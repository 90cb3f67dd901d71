import { useEffect, useState, useSyncExternalStore, type ComponentType } from 'react';

/** A part of the window whose code is loaded when it is shown first, or before that by `load`. */
export interface OnDemand<Props> {
  (props: Props): React.JSX.Element;
  /** Loads its code, where that has not been done. Rejects where it cannot be read. */
  load(): Promise<void>;
}

interface Stead<Props> {
  /** Stands there while the code is loaded. */
  Waiting: ComponentType;
  /** Stands there where it could not be loaded; without it, the part throws, and its crash boundary tells. */
  Otherwise?: ComponentType<Props>;
}

/**
 * A part in a file of its own. Not React's `lazy`: that shows what stands in for a part for at least 300 ms once it is
 * on the screen, and for a moment even where the code is there already.
 * @param find imports the part
 */
export function onDemand<Props extends object>(
  find: () => Promise<ComponentType<Props>>,
  { Waiting, Otherwise }: Stead<Props>,
): OnDemand<Props> {
  let Found: ComponentType<Props> | null = null;
  let finding: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  function load(): Promise<void> {
    finding ??= find()
      .then((View) => {
        Found = View;
        for (const listener of listeners) listener();
      })
      .catch((cause: unknown) => {
        // It is tried again when it is wanted again.
        finding = null;
        throw cause;
      });
    return finding;
  }
  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function Part(props: Props) {
    const View = useSyncExternalStore(subscribe, () => Found);
    // Of this place alone: where it is shown anew, it is tried again.
    const [failure, setFailure] = useState<{ cause: unknown } | null>(null);
    useEffect(() => {
      load().catch((cause: unknown) => setFailure({ cause }));
    }, []);
    if (View !== null) return <View {...props} />;
    if (failure === null) return <Waiting />;
    if (Otherwise === undefined) throw failure.cause;
    return <Otherwise {...props} />;
  }
  return Object.assign(Part, { load });
}
