import { expect, test } from 'vitest';
import { createHearers } from './hearers.ts';

test('what was told before anyone listened is not lost, and is told once', () => {
  const hearers = createHearers<[string]>({ keepUntilHeard: true });
  hearers.tell('one');
  hearers.tell('two');
  const first: string[] = [];
  const second: string[] = [];
  hearers.hear((said) => first.push(said));
  hearers.hear((said) => second.push(said));
  hearers.tell('three');
  expect(first).toEqual(['one', 'two', 'three']);
  expect(second).toEqual(['three']);
});

test('who stopped listening hears no more', () => {
  const hearers = createHearers<[string]>({ keepUntilHeard: false });
  const heard: string[] = [];
  hearers.tell('before');
  const stop = hearers.hear((said) => heard.push(said));
  hearers.tell('during');
  stop();
  hearers.tell('after');
  expect(heard).toEqual(['during']);
});
