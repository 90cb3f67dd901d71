import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ownPlaceAround, refuseOwnPlaces } from './ownPlace.ts';
import { placeAround } from './placeAround.ts';

function open() {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'places-')));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const [own, outside] = [path.join(root, 'own'), path.join(root, 'outside')];
  mkdirSync(own);
  mkdirSync(outside);
  return { root, own, outside };
}

it('a file lies in a place also by a link on the way to either of them, and where neither is there', async () => {
  const { root, own, outside } = open();
  symlinkSync(own, path.join(root, 'place'));
  symlinkSync(own, path.join(outside, 'link'));
  const place = path.join(root, 'place');
  for (const file of [own, path.join(own, 'a', 'b'), path.join(outside, 'link', 'a'), path.join(place, 'a')])
    expect(await placeAround(file, [place])).toBe(place);
  expect(await placeAround(path.join(outside, 'a'), [place])).toBeNull();
  const none = path.join(root, 'none');
  expect(await placeAround(path.join(none, 'a'), [place, none])).toBe(none);
  await expect(
    refuseOwnPlaces({ folders: { root: outside }, ownPlaces: () => [place] }, path.join(own, 'a'), 'It'),
  ).rejects.toMatchObject({ code: 'folder-not-usable', message: expect.stringContaining(place) });
  expect(await ownPlaceAround({ folders: { root: outside } }, path.join(own, 'a'))).toBeNull();
});

it('a place that does not answer holds others up once and shortly, and is asked once', async () => {
  const { own, outside } = open();
  const away = path.join(path.dirname(own), 'away');
  const asked: string[] = [];
  let answer: (real: string) => void = () => undefined;
  const resolve = (file: string) => {
    asked.push(file);
    return file === away ? new Promise<string>((done) => (answer = done)) : realpath(file);
  };
  const look = (file: string) => placeAround(file, [away, own], resolve);
  symlinkSync(own, path.join(outside, 'link'));
  // What is written so is known without asking.
  expect(await look(path.join(away, 'a'))).toBe(away);
  expect(asked).toEqual([]);
  const begun = performance.now();
  expect(await look(path.join(outside, 'link', 'a'))).toBe(own);
  expect(performance.now() - begun).toBeGreaterThan(1000);
  const again = performance.now();
  expect(await look(path.join(outside, 'a'))).toBeNull();
  expect(performance.now() - again).toBeLessThan(1000);
  expect(asked.filter((file) => file === away)).toHaveLength(1);
  // Once it answers it is asked again.
  answer(outside);
  await new Promise((resolve) => setImmediate(resolve));
  const late = look(path.join(outside, 'a'));
  answer(outside);
  expect(await late).toBe(away);
});

it('places that do not answer take few threads, and keep nobody from knowing the others', async () => {
  const { root, own, outside } = open();
  const place = path.join(root, 'place');
  symlinkSync(own, place);
  const away = Array.from({ length: 9 }, (_, n) => path.join(root, `away${n}`));
  const asked: string[] = [];
  let isBack = false;
  const answers: (() => void)[] = [];
  const resolve = (file: string) => {
    if (!away.includes(file) || isBack) return realpath(file);
    asked.push(file);
    return new Promise<string>((done) => answers.push(() => done(file)));
  };
  const look = () => placeAround(path.join(own, 'a'), [place, ...away], resolve);
  expect(await look()).toBe(place);
  expect(asked).toEqual(away.slice(0, 4));
  // All are in use: what is known of it holds.
  expect(await look()).toBe(place);
  expect(asked).toHaveLength(4);
  isBack = true;
  for (const answer of answers) answer();
  // Once they answer all are looked at anew.
  rmSync(place);
  symlinkSync(outside, place);
  await expect.poll(look).toBeNull();
});
