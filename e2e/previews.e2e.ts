import path from 'node:path';
import type { Page } from '@playwright/test';
import { maskWorker, writeStudy } from './support/images/index.ts';
import { expect, inspectScreen, processed, test, visit } from './support/index.ts';

/** A worker that leaves a file of every kind that the window shows. */
const resultsWorker = `${maskWorker}
import csv, json, os, textwrap, zlib
os.makedirs("out/plots", exist_ok=True)
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
rows = b"".join(b"\\0" + bytes(min(255, x + y) for x in range(240)) for y in range(120))
with open("out/plots/dose curve.png", "wb") as stream:
    stream.write(b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", struct.pack(">2I5B", 240, 120, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
with open("out/report.md", "w") as stream:
    # Its lines are those of the function that this is put into.
    stream.write(textwrap.dedent("""
# Lung volume

Computed on **3** images; see [the table](table.csv) and [below](#method), or the
[paper](https://example.org/paper).

![Dose along the axis](plots/dose%20curve.png)
![A picture from elsewhere](https://example.org/a.png)

| organ | volume (ml) | share |
| :--- | ---: | :---: |
| left lung | 2103.4 | 47 % |
| right lung | 2381.0 | 53 % |

> Values below 1 ml are left out.

- [x] checked
- [ ] signed

## Method

1. threshold at -400 HU
2. largest two parts, \`scipy.ndimage.label\`

\`\`\`python
mask = image < -400
\`\`\`

<script>alert(1)</script>
"""))
with open("out/table.csv", "w", newline="") as stream:
    table = csv.writer(stream)
    table.writerow(["organ", "volume", "note"])
    table.writerows([["left lung", 2103.4, "with, comma"], ["right lung", 2381, ""]])
with open("out/values.json", "w") as stream:
    json.dump({"volume": {"left": 2103.4, "right": 2381}, "slices": [1, 2, 3], "ok": True, "note": None}, stream)
objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
    b"<< /Length 44 >>\\nstream\\nBT /F1 24 Tf 60 100 Td (A page of words) Tj ET\\nendstream"]
made, offsets = b"%PDF-1.4\\n", []
for number, text in enumerate(objects, 1):
    offsets.append(len(made))
    made += b"%d 0 obj\\n%s\\nendobj\\n" % (number, text)
table = b"".join(b"%010d 00000 n \\n" % offset for offset in offsets)
with open("out/report.pdf", "wb") as stream:
    stream.write(made + b"xref\\n0 5\\n0000000000 65535 f \\n%strailer\\n<< /Size 5 /Root 1 0 R >>\\nstartxref\\n%d\\n%%%%EOF\\n" % (table, len(made)))
`;

test('results of every kind are looked at in the window', async ({ desktop, scratch }) => {
  const folder = path.join(scratch, 'study');
  await writeStudy(folder);
  const { app, page } = await desktop.start();
  const services = [{ name: 'report', worker: resultsWorker }];
  const { application, run, jobRuns } = await processed(page, scratch, services, [folder]);
  await visit(page, `/a/${application}/runs/${run}/${jobRuns[0]!.id}/files`);
  const show = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('button', { name: 'Widen' }).click();
  const look = async (name: string) => {
    await page.getByRole('heading', { name: /^Preview: / }).evaluate((heading) => heading.scrollIntoView());
    await inspectScreen(app, page, name);
  };

  await show(await pathOf(page, 'report.md'));
  const article = page.getByRole('article');
  await expect(article.getByRole('heading', { name: 'Method' })).toBeVisible();
  await expect(article.getByRole('img', { name: 'Dose along the axis' })).toBeVisible();
  await expect(article).toContainText('Picture, not shown: A picture from elsewhere');
  await expect(article).toContainText('<script>alert(1)</script>');
  await expect(article.getByRole('link')).toHaveCount(0);
  await look('preview-markdown');
  await article.getByRole('button', { name: 'the table' }).click();
  await expect(page.getByRole('cell', { name: 'with, comma' })).toBeVisible();
  await show(await pathOf(page, 'values.json'));
  await expect(page.getByText('2103.4')).toBeVisible();
  await show(await pathOf(page, 'report.pdf'));
  await expect(page.getByRole('img', { name: 'A page of words' })).toBeVisible();
  await look('preview-pdf');
  await show(await pathOf(page, 'mask.nii.gz'));
  await expect(page.getByRole('img', { name: 'Axial, slice 2 of 3' })).toBeVisible();
  await look('preview-nifti');
  await show(await pathOf(page, 'dose curve.png'));
  await expect(page.getByRole('img', { name: /dose curve\.png$/u })).toBeVisible();
});

/** Whole path of a result as its list has it. */
async function pathOf(page: Page, name: string): Promise<string> {
  const file = page.getByRole('button', { name }).and(page.locator('[aria-pressed]')).first();
  return file.innerText();
}
