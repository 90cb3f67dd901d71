import { describe, expect, it } from 'vitest';
import { scpOptionsSchema } from '../../../../../contract/index.ts';
import type { ProposedContext, RoleSelection } from '../../../dimse/index.ts';
import { associateRequest } from '../testing/index.ts';
import { negotiate } from './negotiate.ts';
import { isStorageClass } from './serviceClasses.ts';

const options = scpOptionsSchema.parse({});
const ct = '1.2.840.10008.5.1.4.1.1.2';
const implicit = '1.2.840.10008.1.2';
const explicit = '1.2.840.10008.1.2.1';
const bigEndian = '1.2.840.10008.1.2.2';
const deflated = '1.2.840.10008.1.2.1.99';
const jpeg = '1.2.840.10008.1.2.4.70';

/** What becomes of one proposed context. */
function answerTo(context: Partial<ProposedContext>, roles: RoleSelection[] = []) {
  const contexts = [{ id: 1, abstractSyntax: ct, transferSyntaxes: [explicit], ...context }];
  const { negotiation } = negotiate(associateRequest({ contexts }, { roles }), options, null);
  if (!negotiation.accepted) throw new Error('not accepted');
  return { answer: negotiation.contexts.get(1), roles: negotiation.roles };
}

describe('the transfer syntax of a context', () => {
  it.each([
    ['the first that is proposed', [jpeg, explicit, implicit], jpeg],
    ['implicit, when it comes first', [implicit, explicit], implicit],
    ['never big endian where there is another', [bigEndian, implicit], implicit],
    ['never deflated where there is another', [deflated, bigEndian, explicit], explicit],
    ['big endian where there is no other', [bigEndian], bigEndian],
    ['deflated where there is no other', [deflated], deflated],
    ['one that nobody knows', ['1.2.826.0.1.5'], '1.2.826.0.1.5'],
  ])('is %s', (_name, transferSyntaxes, transferSyntax) => {
    expect(answerTo({ transferSyntaxes }).answer).toEqual({ transferSyntax });
  });

  it.each([
    ['nothing is proposed', []],
    ['it is no encoding of a data set', ['1.2.840.10008.1.2.6.2']],
    ['it is no UID', ['', 'x/y']],
  ])('is refused when %s', (_name, transferSyntaxes) => {
    expect(answerTo({ transferSyntaxes }).answer).toEqual({ refused: 'transfer-syntaxes' });
  });

  it('of storage commitment is one that is read here', () => {
    const abstractSyntax = '1.2.840.10008.1.20.1';
    expect(answerTo({ abstractSyntax, transferSyntaxes: [jpeg, implicit] }).answer).toEqual({
      transferSyntax: implicit,
    });
    expect(answerTo({ abstractSyntax, transferSyntaxes: [bigEndian] }).answer).toEqual({
      refused: 'transfer-syntaxes',
    });
  });
});

describe('a SOP class', () => {
  it.each([
    ['CT images', ct],
    ['encapsulated PDF', '1.2.840.10008.5.1.4.1.1.104.1'],
    ['RT beams delivery instructions', '1.2.840.10008.5.1.4.34.7'],
    ['a class of a later standard', '1.2.840.10008.5.1.4.1.1.999.1'],
    ['performed procedure protocols', '1.2.840.10008.5.1.4.1.1.200.2'],
    ['a private class', '1.3.12.2.1107.5.9.1'],
  ])('of %s is stored', (_name, uid) => {
    expect(isStorageClass(uid)).toBe(true);
  });

  it.each([
    ['study root find', '1.2.840.10008.5.1.4.1.2.2.1'],
    ['worklist', '1.2.840.10008.5.1.4.31'],
    ['performed procedure steps', '1.2.840.10008.3.1.2.3.3'],
    ['film sessions', '1.2.840.10008.5.1.1.1'],
    ['hanging protocols, which are of no patient', '1.2.840.10008.5.1.4.38.1'],
    ['color palettes', '1.2.840.10008.5.1.4.39.1'],
    ['defined procedure protocols', '1.2.840.10008.5.1.4.1.1.200.1'],
    ['inventories', '1.2.840.10008.5.1.4.1.1.201.1'],
    ['hanging protocol find', '1.2.840.10008.5.1.4.38.2'],
    ['inventory find', '1.2.840.10008.5.1.4.1.1.201.2'],
    ['the DICOMDIR', '1.2.840.10008.1.3.10'],
    ['nothing', ''],
    ['no UID', '../../etc'],
  ])('of %s is not', (_name, abstractSyntax) => {
    expect(answerTo({ abstractSyntax }).answer).toEqual({ refused: 'abstract-syntax' });
  });
});

describe('roles', () => {
  it('are answered with what we do: receive', () => {
    const { answer, roles } = answerTo({}, [{ SOPClassUID: ct, scu: true, scp: true }]);
    expect(answer).toEqual({ transferSyntax: explicit });
    expect(roles).toEqual([{ SOPClassUID: ct, scu: true, scp: false }]);
  });

  it('that leave nothing to receive refuse the context', () => {
    const { answer } = answerTo({}, [{ SOPClassUID: ct, scu: false, scp: true }]);
    expect(answer).toEqual({ refused: 'role' });
  });
});

describe('the operations window', () => {
  it.each([
    [0, 16],
    [4, 4],
    [1000, 16],
  ])('of %i that is asked for becomes %i', (invoked, agreed) => {
    const request = associateRequest({}, { operationsWindow: { invoked, performed: 0 } });
    expect(negotiate(request, options, null).negotiation).toMatchObject({
      operationsWindow: { invoked: agreed, performed: 1 },
    });
  });
});

describe('an association', () => {
  it('for anything but DICOM is rejected', () => {
    const request = associateRequest({ applicationContext: '1.2.3' });
    expect(negotiate(request, options, null)).toMatchObject({
      negotiation: { accepted: false, reject: { result: 1, source: 1, reason: 2 } },
    });
  });
});
