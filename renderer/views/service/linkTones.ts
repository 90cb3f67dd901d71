import type { ServiceLink } from '../../../contract/index.ts';

/** How a service stands with the folder that it follows, in colours. */
export const linkTones = {
  following: 'succeeded',
  invalid: 'failed',
  missing: 'warning',
} as const satisfies Record<ServiceLink['state'], string>;
