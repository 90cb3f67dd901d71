/**
 * What of an arrival a job is about: identifiers from the arrival downwards, study and then series. Nothing stands for
 * all of the arrival. One scope contains another that begins with it.
 */
export type Scope = readonly string[];

/** Things that have scopes, found by how their scope relates to another one. */
export interface ScopeIndex<Thing> {
  add(thing: Thing, scope: Scope): void;
  /** Those of the same scope, of one that contains it, or of one within it, in the order in which they were added. */
  related(scope: Scope): Thing[];
}

interface Entry<Thing> {
  thing: Thing;
  place: number;
}

export function createScopeIndex<Thing>(): ScopeIndex<Thing> {
  const at = new Map<string, Entry<Thing>[]>();
  const below = new Map<string, Entry<Thing>[]>();
  let count = 0;
  const keyOf = (scope: Scope, length = scope.length) => scope.slice(0, length).join('/');
  function put(map: Map<string, Entry<Thing>[]>, key: string, entry: Entry<Thing>): void {
    const found = map.get(key);
    if (found === undefined) map.set(key, [entry]);
    else found.push(entry);
  }
  return {
    add(thing, scope) {
      const entry = { thing, place: count };
      count += 1;
      put(at, keyOf(scope), entry);
      for (let length = 0; length < scope.length; length++) put(below, keyOf(scope, length), entry);
    },
    related(scope) {
      const found = [...(below.get(keyOf(scope)) ?? [])];
      for (let length = 0; length <= scope.length; length++)
        found.push(...(at.get(keyOf(scope, length)) ?? []));
      return found.sort((a, b) => a.place - b.place).map(({ thing }) => thing);
    },
  };
}
