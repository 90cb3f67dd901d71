import type { ProbedBase } from '../dockerfile/choosePython.ts';

/** What the probe of a base image said; null where it did not come to its end. */
export function readProbe(reference: string, output: string, uvCanBePulled: boolean): ProbedBase | null {
  const facts = output
    .split('\n')
    .flatMap((line) => (line.startsWith('dcm-fact ') ? [line.slice('dcm-fact '.length)] : []));
  const all = (kind: string) =>
    facts.filter((fact) => fact.startsWith(`${kind} `)).map((fact) => fact.slice(kind.length + 1));
  if (!facts.includes('end yes')) return null;
  const release = new Map(
    all('os').map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1).replace(/^(["'])(.*)\1$/, '$2')];
    }),
  );
  const tools = new Set(all('tool'));
  const pythons = (kind: string) =>
    all(kind)
      .map((line) => {
        const [version = '', ...rest] = line.split(' ');
        return { version, executable: rest.join(' ') };
      })
      .filter(({ version }) => !/^3\.[0-5]\./.test(version));
  const hasUv = all('uv').includes('yes');
  return {
    reference,
    family: tools.has('apt-get')
      ? 'debian'
      : tools.has('apk')
        ? 'alpine'
        : ['dnf', 'microdnf', 'yum'].some((tool) => tools.has(tool))
          ? 'fedora'
          : null,
    system: release.get('PRETTY_NAME') ?? release.get('NAME') ?? 'an unknown system',
    pythons: pythons('python'),
    barePythons: pythons('bare'),
    hasUv,
    hasNetwork: all('network').includes('yes'),
    offered: all('offer').map((line) => {
      const [version = '', executable = '', ...packages] = line.split(' ');
      return { version, executable, packages };
    }),
    canHaveUv: hasUv || uvCanBePulled,
    hasBash: tools.has('bash'),
  };
}
