import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useEngine } from '../engine/index.ts';

/** Tells the shell which colours were chosen, for its menus and dialogs and for the first frame of the next start. */
export function SchemeTeller() {
  const engine = useEngine();
  const { colorScheme } = useMantineColorScheme();
  useEffect(() => {
    // Nothing depends on it: a shell that cannot keep it shows its own colours.
    engine.shell('shell.set_scheme', { scheme: colorScheme }).catch(() => undefined);
  }, [colorScheme, engine]);
  return null;
}
