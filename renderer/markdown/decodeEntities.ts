/** `&lt;` and its like as the characters that they stand for; what is none stays as it is. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});/gu, decoded);
}

/** One entity alone is no markup, whatever it stands for. */
function decoded(entity: string): string {
  return new DOMParser().parseFromString(entity, 'text/html').documentElement.textContent;
}
