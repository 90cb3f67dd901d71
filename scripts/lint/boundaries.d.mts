/** Why `from` must not import `target` (both relative to the repository), or null. */
export function forbiddenImport(from: string, target: string): string | null;
/** Why `from` must not import the package `name`, or null. */
export function forbiddenPackage(from: string, name: string): string | null;
