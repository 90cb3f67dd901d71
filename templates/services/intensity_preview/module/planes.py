"""Turns the kept pixels into grey images of the three planes, as radiologists are used to see them."""

from itertools import permutations

# Axes of patient coordinates (PS3.3, section C.7.6.2.1.1): to the left, to the back, to the head.
HEAD = 2
# The plane across each axis.
PLANES = ("sagittal", "coronal", "axial")

# Longer images are of no use as a preview.
LONGEST_SIDE = 1024


def plane_images(volume, window):
    """Yields (plane, width, rows of grey bytes) for the acquired plane and the two across it."""
    right, down, through = sides(volume)
    tables = {rescale: grey_table(volume, rescale, window) for rescale in set(volume.rescales)}

    begins = range(0, volume.rows * volume.columns, volume.columns)
    table = tables[volume.rescales[volume.slices // 2]]
    middle = [grey(volume.middle_slice[begin : begin + volume.columns], table) for begin in begins]
    yield arranged(middle, right, down)
    if volume.slices < 2 or volume.orientation is None:
        return
    for lines, along in ((volume.middle_rows, right), (volume.middle_columns, down)):
        rows = [grey(line, tables[rescale]) for line, rescale in zip(lines, volume.rescales)]
        yield arranged(rows, along, through)


class Side:
    """One side of the volume: its coordinate axis (0, 1 or 2), whether it runs along or against it, its step in mm."""

    def __init__(self, axis, forward, step):
        self.axis = axis
        self.forward = forward
        self.step = step


def sides(volume):
    """The sides along a row, along a column and from slice to slice."""
    cosines = volume.orientation or [1, 0, 0, 0, 1, 0]
    right, down = cosines[:3], cosines[3:]
    through = [
        right[1] * down[2] - right[2] * down[1],
        right[2] * down[0] - right[0] * down[2],
        right[0] * down[1] - right[1] * down[0],
    ]
    directions = (right, down, through)
    # Oblique slices: the assignment of sides to axes that fits best as a whole, so that no axis is taken twice.
    axes = max(
        permutations(range(3)),
        key=lambda order: sum(abs(direction[axis]) for direction, axis in zip(directions, order)),
    )
    steps = (volume.column_spacing, volume.row_spacing, volume.slice_spacing)
    return [
        Side(axis, direction[axis] >= 0, step) for direction, axis, step in zip(directions, axes, steps)
    ]


def grey_table(volume, rescale, window):
    """The grey of each of the 65,536 stored values: black below the window, white above."""
    slope, intercept = rescale
    table = bytearray(65536)
    low = window["center"] - window["width"] / 2.0
    for stored in volume.counts[rescale]:
        brightness = (volume.number_of(stored) * slope + intercept - low) / window["width"]
        table[stored] = int(255 * min(1.0, max(0.0, brightness)))
    return table


def grey(pixels, table):
    return bytes(map(table.__getitem__, pixels))


def arranged(rows, right, down):
    """Names the plane, turns the image as it is shown on a screen and makes its pixels square."""
    plane = PLANES[({0, 1, 2} - {right.axis, down.axis}).pop()]
    if right.axis > down.axis:
        rows, right, down = [bytes(column) for column in zip(*rows)], down, right
    # On the screen, left and back point to the right or down, but the head is up.
    if not right.forward:
        rows = [row[::-1] for row in rows]
    if down.forward == (down.axis == HEAD):
        rows = rows[::-1]

    longest = max(len(rows) * down.step, len(rows[0]) * right.step)
    pixel = max(min(right.step, down.step), longest / LONGEST_SIDE)
    rows = stretched(rows, max(1, int(round(len(rows) * down.step / pixel))))
    width = max(1, int(round(len(rows[0]) * right.step / pixel)))
    if width != len(rows[0]):
        picked = [column * len(rows[0]) // width for column in range(width)]
        rows = [bytes(map(row.__getitem__, picked)) for row in rows]
    return plane, width, rows


def stretched(rows, height):
    """As many rows as asked for, those between two given ones blended of both."""
    result = []
    for index in range(height):
        place = min(len(rows) - 1.0, max(0.0, (index + 0.5) * len(rows) / height - 0.5))
        above = int(place)
        weight = int((place - above) * 256)
        if weight == 0:
            result.append(rows[above])
        else:
            pairs = zip(rows[above], rows[above + 1])
            result.append(bytes([(a * (256 - weight) + b * weight) >> 8 for a, b in pairs]))
    return result
