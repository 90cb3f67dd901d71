import { describe, expect, it } from 'vitest';
import { textDecoding } from './characterSets.ts';

/** Text of bytes given as Latin-1 letters with `\x` escapes. */
const read = (characterSet: string, bytes: string, vr = 'PN') =>
  textDecoding(characterSet)(Buffer.from(bytes, 'latin1'), vr);

describe('character sets', () => {
  it('read every single-byte set of the standard, not only Latin-1', () => {
    expect(read('ISO_IR 100', 'Buc^J\xe9r\xf4me')).toBe('Buc^Jérôme');
    expect(read('ISO_IR 101', 'W\xb1l\xeasa')).toBe('Wąlęsa');
    expect(read('ISO_IR 109', '\xe6')).toBe('ĉ');
    expect(read('ISO_IR 110', '\xe0')).toBe('ā');
    expect(read('ISO_IR 144', '\xbb\xee\xdace\xdc\xd1yp\xd3')).toBe('Люкceмбypг');
    expect(read('ISO_IR 127', '\xe2\xc8\xc7\xe6\xea')).toBe('قباني');
    expect(read('ISO_IR 126', '\xc4\xe9\xef\xed\xf5\xf3\xe9\xef\xf2')).toBe('Διονυσιος');
    expect(read('ISO_IR 138', '\xf9\xf8\xe5\xef')).toBe('שרון');
    expect(read('ISO_IR 148', '\xfe')).toBe('ş');
    expect(read('ISO_IR 203', '\xa4')).toBe('€');
    expect(read('ISO_IR 166', '\xb9')).toBe('น');
    expect(read('ISO_IR 13', '\xd4\xcf\xc0\xde')).toBe('ﾔﾏﾀﾞ');
  });

  it('read Latin-1 as such and not as Windows-1252, which differs from 0x80 to 0x9f', () => {
    expect(read('ISO_IR 100', '\x80')).toBe('\u0080');
  });

  it('read Unicode and GB18030, whose second bytes can be a backslash', () => {
    expect(read('ISO_IR 192', Buffer.from('Wang^XiaoDong=王^小東').toString('latin1'))).toBe(
      'Wang^XiaoDong=王^小東',
    );
    expect(read('GB18030', 'Wang=\xcd\xf5^\xd0\xa1\xb6\xab')).toBe('Wang=王^小东');
    expect(read('GBK', '\x81\x5c')).toBe('乗');
  });

  it('understand the spellings that devices really write', () => {
    const read100 = (spelling: string) => read(spelling, 'J\xe9r\xf4me');
    const spellings = ['ISO-IR 100', 'ISO IR 100', 'iso_ir 100', ' ISO_IR 100 ', 'ISO 2022 IR 100'];
    expect(spellings.map(read100)).toEqual(spellings.map(() => 'Jérôme'));
  });

  it('switch between character sets by escape sequences (PS3.5 annexes H, I, K)', () => {
    expect(
      read(
        '\\ISO 2022 IR 87',
        'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B',
      ),
    ).toBe('Yamada^Tarou=山田^太郎=やまだ^たろう');
    expect(read('ISO 2022 IR 13\\ISO 2022 IR 87', '\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J')).toBe(
      'ﾔﾏﾀﾞ^ﾀﾛｳ=山田',
    );
    expect(read('\\ISO 2022 IR 149', 'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7')).toBe(
      'Hong^Gildong=洪^吉洞',
    );
    expect(read('\\ISO 2022 IR 58', 'Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab')).toBe(
      'Zhang^XiaoDong=张^小东',
    );
    expect(read('\\ISO 2022 IR 159', '\x1b$(D\x22\x70\x1b(B')).toBe('¤');
    expect(read('ISO 2022 IR 100\\ISO 2022 IR 144', 'J\xe9^\x1b-L\xbb\xee')).toBe('Jé^Лю');
  });

  it('return to the first set behind a delimiter, so that one name does not garble the next', () => {
    expect(read('ISO 2022 IR 100\\ISO 2022 IR 126', '\x1b-F\xc4^\xc4\\\xc4')).toBe('Δ^Ä\\Ä');
  });

  it('take ^ and = for delimiters in names only', () => {
    const greek = ['ISO 2022 IR 100\\ISO 2022 IR 126', '\x1b-F\xc1^\xe3=\xc1\xe3\\\xc4'] as const;
    expect(read(...greek, 'LO')).toBe('Α^γ=Αγ\\Ä');
    expect(read(...greek, 'PN')).toBe('Α^ã=Áã\\Ä');
  });

  it('read what devices switch to whose one term tells of no code extensions', () => {
    expect(read('ISO_IR 149', '\x1b$)C\xb1\xe8')).toBe('김');
    expect(read('ISO_IR 87', '\x1b$B;3ED\x1b(B')).toBe('山田');
    expect(read('ISO_IR 58', '\xd5\xc5')).toBe('张');
    expect(read('\\GB18030', '\xcd\xf5')).toBe('王');
    expect(read('', 'a\x1bb')).toBe('ab');
    expect(read('ISO_IR 192', 'a\x1bb')).toBe('a\x1bb');
  });

  it('read bytes of a device that forgot to switch, or switched once for several parts of a name', () => {
    expect(read('\\ISO 2022 IR 149', '\xb1\xe8\xc8\xf1\xc1\xdf')).toBe('김희중');
    expect(read('\\ISO 2022 IR 149', 'Hong=\x1b$)C\xfb\xf3^\xd1\xce\xd4\xd7')).toBe('Hong=洪^吉洞');
    expect(read('ISO 2022 IR 6\\ISO 2022 IR 58', '\xd5\xc5^\xd0\xa1\xb6\xab')).toBe('张^小东');
    expect(read('\\ISO 2022 IR 144', '\xbb\xee\xda')).toBe('Люк');
    // Nothing but Japanese was declared, so this is what sloppy Western devices write.
    expect(read('\\ISO 2022 IR 87', 'J\xe9r\xf4me')).toBe('Jérôme');
  });

  it('read text without or with an unknown character set as Latin-1, as Orthanc does', () => {
    expect(read('', 'M\xfcller')).toBe('Müller');
    expect(read('KLINGON', 'M\xfcller')).toBe('Müller');
  });

  it('give replacement characters for bytes that are no text, and never fail', () => {
    expect(read('ISO_IR 192', 'a\xff')).toBe('a\ufffd');
    expect(read('\\ISO 2022 IR 87', '\x1b$B;\x1b')).toBe('');
    expect(read('\\ISO 2022 IR 87', '\x1bZx')).toBe('Zx');
  });
});
