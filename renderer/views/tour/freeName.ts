/** The name, or the name with the first number with which no application has it. */
export function freeName(wanted: string, applications: readonly { name: string }[]): string {
  const taken = new Set(applications.map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted} ${number}`;
  return name;
}
