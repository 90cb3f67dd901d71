"""Writes text as PDF (ISO 32000-1) with the fonts that every viewer has; needs no other library.

Characters that these fonts do not have (all but Western European ones) become question marks.
"""

WIDTH, HEIGHT, MARGIN = 595, 842, 56
TITLE_SIZE, TEXT_SIZE, LEADING = 16, 11, 16
# Lines that have room on a page below its title, and characters that have room in a line.
LINES = (HEIGHT - 2 * MARGIN - 2 * LEADING) // LEADING
CHARACTERS = 84


def write_pdf(path, title, pages):
    """`pages`: a title and lines of text for each; what is too long for a page goes on on the next."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font("Helvetica"), font("Helvetica-Bold")]
    kids = []
    for heading, lines in pages or [(title, ["Nothing to report."])]:
        wrapped = [part for line in lines for part in wrap(line)]
        for start in range(0, max(len(wrapped), 1), LINES):
            stream = content(title, heading, wrapped[start : start + LINES])
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
            kids.append(len(objects) + 1)
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
                b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (WIDTH, HEIGHT, len(objects))
            )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects.append(b"<< /Title %s /Producer (DCM Processor) >>" % text(title))
    with open(path, "wb") as stream:
        stream.write(assemble(objects))


def assemble(objects):
    """The file: all objects, and the table that says where each begins."""
    # The second line says to programs that copy files that this is not text.
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def content(title, heading, lines):
    """What one page shows."""
    top = HEIGHT - MARGIN
    shown = [b"BT /F1 9 Tf %d %d Td %s Tj ET" % (MARGIN, HEIGHT - 36, text(title))]
    shown.append(b"BT /F2 %d Tf %d %d Td %s Tj ET" % (TITLE_SIZE, MARGIN, top - TITLE_SIZE, text(heading[:60])))
    shown.append(b"BT /F1 %d Tf %d TL %d %d Td" % (TEXT_SIZE, LEADING, MARGIN, top - 3 * LEADING))
    shown += [b"%s Tj T*" % text(line) for line in lines]
    return b"\n".join(shown + [b"ET"])


def font(name):
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name.encode("ascii")


def text(value):
    """A string of PDF; nothing in it can end it."""
    printable = "".join(character if character.isprintable() else " " for character in str(value))
    encoded = printable.encode("cp1252", "replace")
    for special in (b"\\", b"(", b")"):
        encoded = encoded.replace(special, b"\\" + special)
    return b"(" + encoded + b")"


def wrap(line):
    """The line in pieces that have room."""
    line = str(line)
    return [line[start : start + CHARACTERS] for start in range(0, max(len(line), 1), CHARACTERS)]
