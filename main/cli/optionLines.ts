/** Rows of a table with settings as the commands that set them take them: `filters.enabled`, `true`. */
export function optionLines(options: object, prefix = ''): string[][] {
  return Object.entries(options).flatMap(([key, value]: [string, unknown]) => {
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isGroup ? optionLines(value, `${prefix}${key}.`) : [[`${prefix}${key}`, optionText(value)]];
  });
}

function optionText(value: unknown): string {
  const isList = Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
  return isList ? value.join(',') : typeof value === 'string' ? value : JSON.stringify(value);
}
