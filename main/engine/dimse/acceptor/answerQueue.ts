/** Answers leave in the order of their requests, whatever order they are found in. */
export interface AnswerQueue {
  /** Takes the next place; the function fills it, once. Null: nothing is to be sent. */
  reserve(): (answer: Buffer[] | null) => void;
  /** Places that wait. */
  readonly waiting: number;
}

/** @param send called in order; @param changed called when places became free */
export function createAnswerQueue(send: (parts: Buffer[]) => void, changed: () => void): AnswerQueue {
  const places: { answer: Buffer[] | null | undefined }[] = [];
  return {
    reserve() {
      const place: (typeof places)[number] = { answer: undefined };
      places.push(place);
      return (answer) => {
        if (place.answer !== undefined) return;
        place.answer = answer;
        const ready = places.findIndex((one) => one.answer === undefined);
        const done = places.splice(0, ready === -1 ? places.length : ready);
        const parts = done.flatMap((one) => one.answer ?? []);
        if (parts.length > 0) send(parts);
        if (done.length > 0) changed();
      };
    },
    get waiting() {
      return places.length;
    },
  };
}
