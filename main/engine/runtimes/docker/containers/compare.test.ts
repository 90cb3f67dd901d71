import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import { applicationSlug, containerLabels, containerName, readLabels } from './labels.ts';
import type { ContainerPlan, FoundContainer } from './types.ts';

const plan = (of: string, replica = 1, config = 'new'): ContainerPlan => ({
  role: 'worker',
  of,
  replica,
  config,
  options: {},
});
let number = 0;
const found = (of: string, more: Partial<FoundContainer> = {}): FoundContainer => ({
  role: 'worker',
  of,
  replica: 1,
  config: 'new',
  application: 'a',
  id: String((number += 1)),
  name: `${of}-1`,
  image: 'image',
  imageId: 'id',
  state: 'running',
  ...more,
});
const anything = () => true;

describe('what is there and what should be', () => {
  it('the same: nothing is done, and one that does not run is started', () => {
    const one = found('one');
    const two = found('two', { state: 'exited' });
    const steps = compare([plan('one'), plan('two')], [one, two], anything);
    expect(steps.keep.map((step) => step.found)).toEqual([one, two]);
    expect([steps.create, steps.remove, steps.postponed]).toEqual([[], [], []]);
  });

  it('missing, otherwise, superfluous: made, made anew, removed', () => {
    const old = found('changed', { config: 'old' });
    const third = found('less', { replica: 3 });
    const steps = compare([plan('missing'), plan('changed')], [old, third], anything);
    expect(steps.create.map(({ of }) => of)).toEqual(['missing', 'changed']);
    expect(steps.remove).toEqual([old, third]);
  });

  it('two in one place: the running one is kept, the other goes', () => {
    const stopped = found('one', { state: 'exited' });
    const running = found('one');
    const steps = compare([plan('one')], [stopped, running], anything);
    expect(steps.keep.map((step) => step.found)).toEqual([running]);
    expect(steps.remove).toEqual([stopped]);
  });

  it('one with jobs stays until they are done, be it otherwise or superfluous; one that ended does not', () => {
    const changed = found('changed', { config: 'old' });
    const superfluous = found('gone');
    const ended = found('ended', { config: 'old', state: 'exited' });
    const steps = compare([plan('changed'), plan('ended')], [changed, superfluous, ended], () => false);
    expect(steps.postponed.map((step) => step.found)).toEqual([changed, superfluous]);
    expect(steps.create.map(({ of }) => of)).toEqual(['ended']);
    expect(steps.remove).toEqual([ended]);
  });

  it('one that Docker is removing is not counted on', () => {
    const dying = found('one', { state: 'removing' });
    expect(compare([plan('one')], [dying], anything).create).toHaveLength(1);
  });

  it('a planning container is not taken for a worker of the same name', () => {
    const planning = found('one', { role: 'planning' });
    const steps = compare([plan('one')], [planning], anything);
    expect([steps.create.length, steps.remove]).toEqual([1, [planning]]);
  });
});

describe('names and labels', () => {
  const application = { id: '019aabcd-0000-7000-8000-0123456789ab', name: 'Kopf & Hals (Übersicht)' };

  it('names are readable, short, and valid for Docker whatever a person wrote', () => {
    const name = containerName(application, { role: 'worker', of: 'Segmenter v2', replica: 3 });
    expect(name).toBe('dcmp-kopf-hals-u-bersicht-6789ab-segmenter-v2-3');
    for (const odd of ['', '...', '日本', 'a'.repeat(300)]) {
      expect(applicationSlug({ id: 'x', name: odd })).toMatch(/^dcmp-[a-z0-9][a-z0-9-]{0,30}$/);
    }
  });

  it('two applications of one name, made within the same hour, have names of their own', () => {
    const other = { id: '019aabcd-0000-7000-8000-0123456789ac', name: application.name };
    expect(applicationSlug(other)).not.toBe(applicationSlug(application));
  });

  it('labels tell what a container is, and those of others tell nothing', () => {
    const place = { role: 'component', of: 'orthanc', replica: 1 } as const;
    const labels = containerLabels('/home', application, place, 'hash');
    expect(readLabels(labels)).toEqual({ ...place, application: application.id, config: 'hash' });
    expect(readLabels({ ...labels, 'dcm-processor.replica': '0.5' })).toBeNull();
    expect(readLabels({ ...labels, 'dcm-processor.role': 'king' })).toBeNull();
    expect(readLabels({ 'com.docker.compose.project': 'x' })).toBeNull();
  });
});
