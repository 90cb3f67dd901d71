/**
 * Where a relative link of a result file leads within the data folder of its run; null for addresses elsewhere, absolute
 * paths, and what leads out of that folder.
 * @param from path of the file that has the link, with `/`
 */
export function pathBeside(from: string, href: string): string | null {
  if (/^(?:[a-z][a-z\d+.-]*:|[/\\])/iu.test(href)) return null;
  const [written = ''] = href.split(/[?#]/u);
  const steps = from.split('/').slice(0, -1);
  for (const step of decoded(written).split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return null;
    } else if (step !== '' && step !== '.') steps.push(step);
  }
  return written === '' || steps.length === 0 ? null : steps.join('/');
}

/** A part of an address without its percent signs; as it is where they are wrong. */
export function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
