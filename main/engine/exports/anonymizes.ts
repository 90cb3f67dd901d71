/** Words by which a service says that it takes patients out of images. */
const words = /anonymi[sz]|de-?identif|pseudonymi[sz]/i;

/** Whether the name of a service, or of one of its jobs, says that it anonymises. Nothing more is known of it. */
export function saysItAnonymizes(names: readonly string[]): boolean {
  return names.some((name) => words.test(name));
}
