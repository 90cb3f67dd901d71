const fields = 'input, select, textarea';
const pressed = `${fields}, button, summary, a`;

/** Whether what has the focus in a pane takes a key itself: fields take all, and what can be pressed takes Space. */
export function isOwnKey({ target, key }: { target: EventTarget | null; key: string }): boolean {
  return target instanceof Element && target.closest(key === ' ' ? pressed : fields) !== null;
}
