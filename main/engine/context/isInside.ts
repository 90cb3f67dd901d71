import path from 'node:path';

/** True when `inner` is `outer` or lies in it; both absolute, links resolved. A name may itself begin with two dots. */
export function isInside(inner: string, outer: string): boolean {
  const relative = path.relative(outer, inner);
  return relative === '' || (relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative));
}
