import { useEffect, useSyncExternalStore, type ComponentType } from 'react';
import { LoadingView } from './LoadingView.tsx';

/** A view whose code is loaded when it is shown first, or before that by `load`. */
export interface OnDemand<Props> {
  (props: Props): React.JSX.Element;
  /** Loads its code, where that has not been done. Rejects where it cannot be read. */
  load(): Promise<void>;
}

type State<Props> =
  | { is: 'missing' }
  | { is: 'here'; View: ComponentType<Props> }
  | { is: 'failed'; cause: unknown };

/**
 * A view in a file of its own. Not React's `lazy`: that shows what stands in for a view for at least 300 ms once it is
 * on the screen, and for a moment even where the code is there already.
 * @param find imports the view; where that fails, the view throws, and its crash boundary tells
 */
export function onDemand<Props extends object>(find: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  let state: State<Props> = { is: 'missing' };
  let finding: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  function become(next: State<Props>): void {
    state = next;
    for (const listener of listeners) listener();
  }
  function load(): Promise<void> {
    finding ??= find()
      .then((View) => become({ is: 'here', View }))
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
    const now = useSyncExternalStore(subscribe, () => state);
    useEffect(() => {
      load().catch((cause: unknown) => become({ is: 'failed', cause }));
    }, []);
    if (now.is === 'failed') throw now.cause;
    return now.is === 'here' ? <now.View {...props} /> : <LoadingView />;
  }
  return Object.assign(Part, { load });
}
