// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { isOwnKey } from './ownKey.ts';

document.body.innerHTML =
  '<section><details><summary><b>Technical cause</b></summary></details><button>Next</button><input><p>x</p></section>';

test.each([
  ['b', ' ', true],
  ['button', ' ', true],
  ['button', 'w', false],
  ['b', 'ArrowDown', false],
  ['input', 'w', true],
  ['p', ' ', false],
  ['section', ' ', false],
])('with the focus on <%s>, %j is its own: %j', (name, key, isOwn) => {
  expect(isOwnKey({ target: document.querySelector(name), key })).toBe(isOwn);
});
