import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun, type Icon } from '../icons/index.ts';
import { texts } from '../texts/index.ts';

/** The choices of colour scheme, in the order shown. */
export const schemes: { value: MantineColorScheme; label: string; icon: Icon }[] = [
  { value: 'light', label: texts.frame.light, icon: IconSun },
  { value: 'dark', label: texts.frame.dark, icon: IconMoon },
  { value: 'auto', label: texts.frame.system, icon: IconDeviceDesktop },
];

/** The scheme on show and the way to another. */
export function useScheme() {
  // Mantine would hold transitions back by an inline style sheet, which the page's policy refuses.
  return useMantineColorScheme({ keepTransitions: true });
}
