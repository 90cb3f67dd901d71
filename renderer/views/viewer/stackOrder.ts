/** One image of a stack as far as its order goes. */
export interface Placed {
  /** ImagePositionPatient and ImageOrientationPatient; null where the image does not lie in the patient. */
  geometry: readonly number[] | null;
  /** Which time point or acquisition it is of; null where that is not said. */
  timePoint: number | null;
  /** InstanceNumber, or the number of a frame. */
  number: number | null;
}

type Vector = readonly [number, number, number];

/** Images nearer to each other than this are at one place, in millimetres. */
const nearest = 0.01;
/** Cosine of about a degree: directions that differ by less are one. */
const parallel = 0.9998;
/** From this correlation on the numbers run along the slices, and not to and fro. */
const agreeing = 0.5;

/**
 * The order in which images are scrolled through, as indexes into `images`, which come by their numbers.
 *
 * Images of one orientation are ordered by their position along its normal (PS3.3 C.7.6.2.1.1), as OHIF does it, since
 * numbers have gaps, begin anew or are missing where several scans, exports or services made a series. Where images share
 * positions, each time point (or acquisition) is a volume: they follow each other, each by position. Where neither holds
 * - localizers, rotations, diffusion weightings that nothing tells apart - the numbers stay, which the scanner gave.
 *
 * A stack begins at the end at which its numbers begin, as other viewers show it; where they run neither way, it goes as
 * pictures are read: from the head down, from the front back, from the right to the left.
 */
export function orderOfStack(images: readonly Placed[]): number[] {
  const asGiven = images.map((_, index) => index);
  const normal = commonNormal(images);
  if (images.length < 2 || normal === null) return asGiven;
  const along = images.map(({ geometry }) => dot(vectorAt(geometry ?? [], 0), normal));
  const volumes = volumesOf(images, along);
  const [first] = volumes ?? [];
  if (volumes === null || first === undefined) return asGiven;
  const direction = numberedDirection(images, along, first) ?? readingDirection(normal);
  return volumes.flatMap((volume) =>
    volume.sort((one, other) => direction * ((along[one] ?? 0) - (along[other] ?? 0))),
  );
}

/** The normal of all images; null where they have none in common. */
function commonNormal(images: readonly Placed[]): Vector | null {
  const [first] = images;
  if (first?.geometry == null) return null;
  const row = vectorAt(first.geometry, 3);
  const column = vectorAt(first.geometry, 6);
  const normal = cross(row, column);
  // Rows and columns that are no unit vectors at right angles say nothing.
  if (Math.abs(Math.hypot(...normal) - 1) > 0.01) return null;
  const isAlong = images.every(
    ({ geometry }) =>
      geometry !== null &&
      dot(vectorAt(geometry, 3), row) > parallel &&
      dot(vectorAt(geometry, 6), column) > parallel,
  );
  return isAlong ? normal : null;
}

/** The images by volume, in none of which two are at one place; null where they cannot be told apart so. */
function volumesOf(images: readonly Placed[], along: readonly number[]): number[][] | null {
  const all = images.map((_, index) => index);
  if (areApart(all, along)) return [all];
  const byTime = new Map<number, number[]>();
  for (const [index, { timePoint }] of images.entries()) {
    if (timePoint === null) return null;
    const known = byTime.get(timePoint);
    if (known === undefined) byTime.set(timePoint, [index]);
    else known.push(index);
  }
  const volumes = [...byTime].sort(([one], [other]) => one - other).map(([, volume]) => volume);
  return volumes.every((volume) => volume.length > 1 && areApart(volume, along)) ? volumes : null;
}

function areApart(indexes: readonly number[], along: readonly number[]): boolean {
  const places = indexes.map((index) => along[index] ?? 0).sort((one, other) => one - other);
  return places.every((place, at) => at === 0 || place - (places[at - 1] ?? 0) > nearest);
}

/** 1 where the numbers rise along the normal, -1 where they fall; null where they do neither, or are missing. */
function numberedDirection(
  images: readonly Placed[],
  along: readonly number[],
  volume: readonly number[],
): 1 | -1 | null {
  const pairs = volume.map((index) => ({ number: images[index]?.number ?? null, place: along[index] ?? 0 }));
  const numbers = pairs.flatMap(({ number }) => number ?? []);
  if (numbers.length < pairs.length) return null;
  const middle = mean(numbers);
  const centre = mean(pairs.map(({ place }) => place));
  let [both, ofNumbers, ofPlaces] = [0, 0, 0];
  for (const { number, place } of pairs) {
    const [n, p] = [(number ?? 0) - middle, place - centre];
    both += n * p;
    ofNumbers += n * n;
    ofPlaces += p * p;
  }
  const correlation = both / Math.sqrt(ofNumbers * ofPlaces);
  if (!(Math.abs(correlation) >= agreeing)) return null;
  return correlation > 0 ? 1 : -1;
}

/** As `numberedDirection`: LPS has x to the left, y to the back and z to the head. */
function readingDirection(normal: Vector): 1 | -1 {
  const [x, y, z] = normal;
  const [ax, ay, az] = [Math.abs(x), Math.abs(y), Math.abs(z)];
  const wanted = az >= ax && az >= ay ? -z : ay >= ax ? y : x;
  return wanted >= 0 ? 1 : -1;
}

function vectorAt(values: readonly number[], from: number): Vector {
  return [values[from] ?? 0, values[from + 1] ?? 0, values[from + 2] ?? 0];
}

function dot(one: Vector, other: Vector): number {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}

function cross(one: Vector, other: Vector): Vector {
  return [
    one[1] * other[2] - one[2] * other[1],
    one[2] * other[0] - one[0] * other[2],
    one[0] * other[1] - one[1] * other[0],
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
