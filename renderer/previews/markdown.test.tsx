// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '../testing/index.ts';
import { MarkdownPreview } from './MarkdownPreview.tsx';
import { pathBeside } from './pathBeside.ts';

const files = ['out/report.md', 'out/plots/dose curve.png', 'out/table.csv'].map((path) => ({
  path,
  size: 10,
  modifiedAt: 0,
}));

function show(text: string) {
  const onShow = vi.fn<(path: string) => void>();
  const beside = { files, addressOf: (path: string) => `archive://objects/${path}`, onShow };
  const user = renderPage(<MarkdownPreview text={text} path="out/report.md" beside={beside} />);
  return { user, onShow, article: screen.getByRole('article') };
}

test('a text becomes headings, lists, tables and code', () => {
  const { article } = show(
    '## Dose\n\nMean **2.1** ~~3~~ Gy &plusmn; 1\n\n3. third\n\n- [x] read\n- [ ] signed\n\n' +
      '| organ | Gy |\n| --- | ---: |\n| heart<br>left | 2 |\n\n```\nx = 1\n```\n\n#### Deeper\n<!-- not said -->',
  );
  expect(within(article).getByRole('heading', { level: 3 }).textContent).toBe('Dose');
  expect(within(article).getByRole('heading', { level: 5 }).textContent).toBe('Deeper');
  expect(within(article).getByText('2.1').tagName).toBe('STRONG');
  expect(article.textContent).toContain('Gy ± 1');
  expect(article.textContent).toContain('☑ read');
  expect(article.textContent).not.toContain('not said');
  expect(article.querySelector('ol')?.start).toBe(3);
  expect(within(article).getByRole('cell', { name: '2' }).dataset['align']).toBe('right');
  expect(article.querySelector('td br')).not.toBeNull();
});

test('markup, scripts and pictures from elsewhere never become elements, and nothing is fetched for them', () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  const { article } = show(
    '<img src=x onerror=alert(1)> <script>alert(1)</script>\n\n![far](https://example.org/a.png)\n\n' +
      '![up](../../../secret.png) ![data](data:text/html,x) [go](javascript:alert(1)) [site](https://example.org/) https://bare.org/x',
  );
  expect(article.querySelectorAll('img, script, a, iframe, button')).toHaveLength(0);
  expect(article.textContent).toContain('<img src=x onerror=alert(1)>');
  expect(article.textContent).toContain('Picture, not shown: far (https://example.org/a.png)');
  expect(article.textContent).toContain('site (https://example.org/)');
  expect(article.textContent.match(/bare\.org/gu)).toHaveLength(1);
  expect(fetched).not.toHaveBeenCalled();
  fetched.mockRestore();
});

test('pictures beside the text are shown, and links lead to headings and to other results', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(new Uint8Array([1])));
  const { user, onShow } = show('# Top\n\n![Dose](plots/dose%20curve.png)\n\n[all](./table.csv) [up](#top)');
  expect((await screen.findByAltText('Dose')).getAttribute('src')).toMatch(/^blob:/u);
  expect(fetched.mock.calls[0]?.[0]).toBe('archive://objects/out/plots/dose curve.png');
  await user.click(screen.getByRole('button', { name: 'all' }));
  expect(onShow).toHaveBeenCalledWith('out/table.csv');
  await user.click(screen.getByRole('button', { name: 'up' }));
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Top' }));
  fetched.mockRestore();
});

test('a text that is nested beyond reading is shown as it is written', () => {
  const text = `${'>'.repeat(5000)} deep`;
  renderPage(
    <MarkdownPreview text={text} path="a.md" beside={{ files, addressOf: String, onShow: vi.fn() }} />,
  );
  expect(screen.queryByRole('article')).toBeNull();
  expect(screen.getByText(text)).toBeTruthy();
});

test.each([
  ['a.png', 'out/a.png'],
  ['../b/c.png?x#y', 'b/c.png'],
  ['../../c.png', null],
  ['/etc/passwd', null],
  ['C:\\a.png', null],
  ['file:///a.png', null],
  ['#part', null],
  ['%zz.png', 'out/%zz.png'],
])('%s beside out/report.md is %s', (href, path) => expect(pathBeside('out/report.md', href)).toBe(path));
