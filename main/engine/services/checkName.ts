import { finding, isReservedOnWindows } from '../../../contract/index.ts';
import type { Finding } from '../../../contract/index.ts';

/**
 * What speaks against a name as that of a folder; whether Python can have it is looked at elsewhere.
 * @param installed names of services that are there
 */
export function checkName(name: string, installed: readonly string[]): Finding[] {
  // An application could not be moved there.
  if (isReservedOnWindows(name)) {
    return [
      finding(
        'error',
        'name-reserved',
        `"${name}" cannot be the name of a folder on Windows; choose another.`,
      ),
    ];
  }
  if (name.length > 100) {
    return [finding('error', 'name-too-long', 'The name of the service is longer than 100 characters.')];
  }
  const alike = installed.find((one) => one !== name && one.toLowerCase() === name.toLowerCase());
  if (alike !== undefined) {
    const message = `The service "${alike}" is installed, whose name differs only in upper and lower case.`;
    return [finding('error', 'name-alike', message)];
  }
  return [];
}
