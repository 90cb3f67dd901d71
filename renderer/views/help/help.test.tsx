// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { walkTokens } from 'marked';
import type { Token } from 'marked';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { documentIds } from '../../help/index.ts';
import { isKnown } from '../../markdown/index.ts';
import { renderPage } from '../../testing/index.ts';
import { chaptersOf } from './chapters.ts';
import { chapterAt, chaptersIn } from './documents.ts';
import { HelpView } from './HelpView.tsx';
import { ChapterText } from './ChapterText.tsx';
import { placeOfLink } from './links.ts';
import { makeSearch } from './searching.ts';

const chapters = documentIds.flatMap((id) => chaptersIn(id));

test('every link between the documents leads to a heading that is there', () => {
  const astray: string[] = [];
  let links = 0;
  for (const { document, tokens } of chapters) {
    void walkTokens([...tokens], (token) => {
      if (token.type !== 'link') return;
      const href = String(token['href']);
      const place = placeOfLink(document, href);
      if (place === null) return;
      links += 1;
      const chapter = chapterAt(place.document, place.anchor);
      if (place.anchor !== undefined && chapter?.anchors.includes(place.anchor) !== true)
        astray.push(`${document}: ${href}`);
    });
  }
  expect(links).toBeGreaterThan(50);
  expect(astray).toEqual([]);
});

test('the documents are made of nothing that the window does not know how to show', () => {
  const strange = new Set<string>();
  // Parts of lists; and `<name>`, which is shown as it is written.
  const others = new Set(['list_item', 'html']);
  for (const { tokens } of chapters) {
    void walkTokens([...tokens], (token: Token) => {
      if (!isKnown(token) && !others.has(token.type)) strange.add(`${token.type}: ${token.raw}`);
    });
  }
  expect([...strange]).toEqual([]);
});

test('a document without parts is one chapter, and a section of many commands has one for each', () => {
  const commands = Array.from({ length: 30 }, (_, index) => `### command ${index}\n\ntext\n`).join('\n');
  const some = chaptersOf('cli', `# Title\n\n## Few\n\n### a\n\n### a\n\n## Many\n\n${commands}`);
  expect(some.slice(0, 4).map(({ title, anchors }) => [title, ...anchors])).toEqual([
    ['Title', 'title'],
    ['Few', 'few', 'a', 'a-1'],
    ['Many', 'many'],
    ['command 0', 'command-0'],
  ]);
  expect(some).toHaveLength(33);
});

test('an anchor that is gone leads to the beginning of its document, and what is for developers is left out', () => {
  expect(chapterAt('services', 'no-such-heading')?.title).toBe('Writing a service');
  expect(chapterAt('start', undefined)?.title).toBe('DCM Processor');
  expect(chaptersIn('start').map(({ anchor }) => anchor)).not.toContain('for-developers');
});

test('the search finds words by their beginning and with a slip, the chapter named so first, and shows where', async () => {
  const search = await makeSearch();
  expect(search('rules scripts')[0]?.chapter).toMatchObject({ document: 'cli', anchor: 'rules-for-scripts' });
  expect(search('settings json').map(({ chapter }) => chapter.document)).toContain('workers');
  expect(search('completness').length).toBeGreaterThan(0);
  const [first] = search('quiet');
  expect(`${first?.before}${first?.match}${first?.after}`.toLowerCase()).toContain('quiet');
  expect(search('zzzzunheardof')).toEqual([]);
});

test('markup and scripts in a document are shown as text and never become elements', () => {
  const [chapter] = chaptersOf(
    'start',
    '# A\n\n<img src=x onerror=alert(1)>\n\n[go](javascript:alert(1)) <b>x</b>',
  );
  if (chapter === undefined) throw new Error('There is no chapter.');
  renderPage(<ChapterText chapter={chapter} anchor={undefined} linkTo={(_, content) => content} />);
  const article = screen.getByRole('article');
  expect(article.querySelectorAll('img, b, a, script')).toHaveLength(0);
  expect(article.textContent).toContain('<img src=x onerror=alert(1)>');
});

test('what is typed is searched in all documents, and emptying the field brings the contents back', async () => {
  const user = renderPage(<HelpView application="demo" document="services" anchor="the-callback" />);
  expect(screen.getByRole('heading', { level: 2, name: 'The callback' })).toBe(document.activeElement);
  const field = screen.getByRole('searchbox');
  await user.type(field, 'quarantine');
  const results = await screen.findByRole('list', { name: 'Results' });
  const [first] = within(results).getAllByRole('link');
  expect(first?.getAttribute('href')).toMatch(/^\/a\/demo\/help\/\w+\/./u);
  await user.clear(field);
  expect(screen.getByRole('navigation', { name: 'Contents' })).toBeTruthy();
});

test('every place that a field or heading leads to is there', async () => {
  const sources = import.meta.glob<string>('../../**/*.tsx', { query: '?raw', import: 'default' });
  const texts = await Promise.all(Object.values(sources).map((load) => load()));
  const places = texts.flatMap((text) => [
    ...text.matchAll(/place=\{\{ document: '(?<document>\w+)', anchor: '(?<anchor>[\w-]+)' \}\}/gu),
  ]);
  expect(places.length).toBeGreaterThan(5);
  const astray = places.flatMap(({ groups }) => {
    const { document = '', anchor = '' } = groups ?? {};
    const id = documentIds.find((one) => one === document);
    return id !== undefined && chapterAt(id, anchor)?.anchors.includes(anchor)
      ? []
      : [`${document}#${anchor}`];
  });
  expect(astray).toEqual([]);
});

test('a heading of the same name in another document is gone to as well', async () => {
  const anchorsOf = (id: (typeof documentIds)[number]) => chaptersIn(id).flatMap(({ anchors }) => anchors);
  const pairs = documentIds.flatMap((one, index) =>
    documentIds.slice(index + 1).flatMap((other) => {
      const shared = anchorsOf(one).find((anchor) => anchorsOf(other).includes(anchor));
      return shared === undefined ? [] : [{ one, other, shared }];
    }),
  );
  const { one, other, shared } = pairs[0]!;
  function Reader() {
    const [document, setDocument] = useState<string>(one);
    return (
      <>
        <button type="button" onClick={() => setDocument(other)}>
          other
        </button>
        <HelpView application="demo" document={document} anchor={shared} />
      </>
    );
  }
  const user = renderPage(<Reader />);
  const button = screen.getByText('other');
  await user.click(button);
  expect(document.activeElement).not.toBe(button);
  expect(document.activeElement?.id).toBe(shared);
});
