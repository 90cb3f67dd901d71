/**
 * True for the name of a file or folder that Windows keeps for devices, whatever its ending: such a thing could be made
 * on one machine and not on another.
 */
export function isReservedOnWindows(name: string): boolean {
  return /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?$/i.test(name);
}
