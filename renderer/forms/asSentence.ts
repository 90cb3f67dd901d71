/** What a schema says, as a sentence: `must not be empty` becomes `Must not be empty.` */
export function asSentence(message: string): string {
  const words = message.trim();
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
