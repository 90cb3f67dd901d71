import { SegmentedControl } from '@mantine/core';
import { texts } from '../texts/index.ts';
import { schemes, useScheme } from './schemes.ts';

/** The same choice with all its answers in sight, for the settings. */
export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useScheme();
  return (
    <SegmentedControl
      aria-label={texts.frame.colourScheme}
      value={colorScheme}
      onChange={setColorScheme}
      data={schemes.map(({ value, label }) => ({ value, label }))}
    />
  );
}
