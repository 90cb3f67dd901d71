import { useMediaQuery } from '@mantine/hooks';

/** Whether the window has room for columns that are `wideOnly`. */
export function useWide(): boolean {
  return useMediaQuery('(min-width: 1120px)', true, { getInitialValueInEffect: false });
}
