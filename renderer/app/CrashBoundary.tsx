import { Component, type ReactNode } from 'react';
import { CrashNote } from './CrashNote.tsx';

interface CrashState {
  thrown: Error | null;
}

/** Keeps an error in a view from leaving an empty window. */
export class CrashBoundary extends Component<{ children: ReactNode }, CrashState> {
  override state: CrashState = { thrown: null };

  static getDerivedStateFromError(thrown: unknown): CrashState {
    return { thrown: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render() {
    const { thrown } = this.state;
    return thrown === null ? this.props.children : <CrashNote thrown={thrown} />;
  }
}
