/** What a schema says, as a sentence: `must not be empty` becomes `Must not be empty.` */
export function asSentence(message: string): string {
  // Where a text has no words of its own for that.
  const words = message.startsWith('Too small: expected string to have >=1 ')
    ? 'must not be empty'
    : message.trim();
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
