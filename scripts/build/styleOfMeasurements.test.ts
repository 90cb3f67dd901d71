import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, it } from 'vitest';
import { styleOfMeasurements } from './styleOfMeasurements.ts';

const tools = createRequire(import.meta.url).resolve('@cornerstonejs/tools');
const file = path.join(path.dirname(tools), 'drawingSvg', 'drawTextBox.js');
const transform = (code: string, id: string) => {
  const { transform: run } = styleOfMeasurements();
  if (typeof run !== 'function') throw new Error('The plugin has no transform.');
  return Reflect.apply(run, {}, [code, id]) as { code: string } | null;
};

it('the words of a measurement get their style by script, as the policy of the page wants it', () => {
  const { code } = transform(readFileSync(file, 'utf8'), file) ?? { code: '' };
  expect(code).toContain('textElement.style.cssText = combinedStyle;');
  expect(code).not.toContain("setAttribute('style'");
});

it('a version that writes it in another way fails the build, and other files stay as they are', () => {
  expect(() => transform('something else', file)).toThrow(/look at it again/);
  expect(transform('something else', '/x/other.js')).toBeNull();
});
