/** Time for which what was learned or counted is not looked up again, in milliseconds. */
const time = 2000;

/** Answers again what was answered shortly before, by its argument. */
export function keptFor<Answer>(look: () => Answer): () => Answer;
export function keptFor<Argument, Answer>(
  look: (argument: Argument) => Answer,
): (argument: Argument) => Answer;
export function keptFor<Argument, Answer>(
  look: (argument: Argument) => Answer,
): (argument: Argument) => Answer {
  const kept = new Map<Argument, { at: number; answer: Answer }>();
  return (argument) => {
    const now = performance.now();
    const known = kept.get(argument);
    if (known !== undefined && now - known.at < time) return known.answer;
    // What nobody asks for any more goes.
    for (const [other, { at }] of kept) if (now - at >= time) kept.delete(other);
    const answer = look(argument);
    kept.set(argument, { at: now, answer });
    return answer;
  };
}
