import { MIMEType } from 'node:util';
import { BadRequest } from './problems.ts';

/** A media type with its parameters. */
export interface ContentType {
  /** In lower case, `application/dicom`. */
  essence: string;
  parameter(name: string): string | null;
}

/** @throws BadRequest */
export function parseContentType(text: string): ContentType {
  try {
    const type = new MIMEType(text);
    return { essence: type.essence, parameter: (name) => type.params.get(name) };
  } catch {
    throw new BadRequest('The Content-Type is not well formed.');
  }
}
