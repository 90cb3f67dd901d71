import type { Finding } from '../../../contract/index.ts';
import { checkName, inspectService } from '../services/index.ts';
import type { InspectedService } from '../services/index.ts';
import { findingsOfUnreadFields } from './unread.ts';
import { findingsWithOthers } from './withOthers.ts';
import type { Surroundings } from './withOthers.ts';

/** A service folder as it was found, with all that its settings tell. */
export interface LookedAt extends InspectedService {
  findings: Finding[];
}

/**
 * Looks at the settings of a service folder, without running anything of it.
 * @param around the application that it is meant for; null where there is none
 * @throws EngineError `service-invalid` when the folder itself cannot be read
 */
export function lookAtService(
  folder: string,
  name: string | undefined,
  around: Surroundings | null,
): LookedAt {
  const found = inspectService(folder, name);
  const installed = around?.services.map((one) => one.name) ?? [];
  return {
    ...found,
    findings: [
      ...checkName(found.name, installed).map((one) => ({ ...one, field: 'name' })),
      ...found.findings,
      ...findingsOfUnreadFields(found),
      ...(around === null ? [] : findingsWithOthers(found, around)),
    ],
  };
}
