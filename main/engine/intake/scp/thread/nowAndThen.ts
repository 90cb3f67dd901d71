/** Bytes of all instances between two looks at the disk. */
const bytesPerLook = 16 * 1024 * 1024;

/** Has the disk guard look again after so much was taken in. @returns to be told of all bytes that are */
export function lookNowAndThen(look: () => void): (bytes: number) => void {
  let unlooked = 0;
  return (bytes) => {
    unlooked += bytes;
    if (unlooked < bytesPerLook) return;
    unlooked = 0;
    look();
  };
}
