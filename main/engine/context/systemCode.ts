/** Technical code of an error of the operating system, such as `ENOENT`; empty where it is none. */
export function systemCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
