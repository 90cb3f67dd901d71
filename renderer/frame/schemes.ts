import type { MantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun, type Icon } from '../icons/index.ts';
import { texts } from '../texts/index.ts';

/** The choices of colour scheme, in the order shown. */
export const schemes: { value: MantineColorScheme; label: string; icon: Icon }[] = [
  { value: 'light', label: texts.frame.light, icon: IconSun },
  { value: 'dark', label: texts.frame.dark, icon: IconMoon },
  { value: 'auto', label: texts.frame.system, icon: IconDeviceDesktop },
];
