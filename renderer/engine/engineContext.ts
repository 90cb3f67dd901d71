import { createContext, useContext } from 'react';
import type { EngineClient } from './engineClient.ts';

/** Set once, around the whole window. */
export const EngineContext = createContext<EngineClient | null>(null);

/** Engine and shell, for what is not simply reading an answer. */
export function useEngine(): EngineClient {
  const engine = useContext(EngineContext);
  if (engine === null) throw new Error('useEngine outside of EngineContext');
  return engine;
}
