import { applicationOptionsSchema, type ApplicationOptions } from '../../../contract/index.ts';
import { assignmentsBetween } from '../frame/index.ts';

const standard = applicationOptionsSchema.parse({});

/** Options as the assignments of `set application` that make them so of a new application. */
export function assignments(options: Partial<ApplicationOptions>): string[] {
  return assignmentsBetween(standard, { ...standard, ...options });
}
