import { X509Certificate } from 'node:crypto';

const dayMs = 86_400_000;
/** A certificate is renewed by people, who need some time for it; in days. */
const warnDays = 30;

/**
 * What senders will not accept of the certificate of the door, or soon will not, with what to do; null while it is
 * valid for long.
 * @param certificate PEM
 */
export function validityProblem(certificate: string, now: number = Date.now()): string | null {
  const period = periodOf(certificate);
  if (period === null) return null;
  const { validFromDate, validToDate } = period;
  const until = dateOf(validToDate);
  if (validToDate.getTime() <= now) {
    return `The certificate of this door expired on ${until}: senders that check it do not send. ${renew}`;
  }
  if (validFromDate.getTime() > now) {
    return `The certificate of this door is valid only from ${dateOf(validFromDate)} on: senders that check it do not send. Check the clock of this machine, or name another certificate.`;
  }
  if (validToDate.getTime() - now > warnDays * dayMs) return null;
  return `The certificate of this door expires on ${until}. ${renew}`;
}

const renew = 'Put a new one, with its key, in the place of its files: it is used by itself within a minute.';

const dateOf = (date: Date) => date.toISOString().slice(0, 10);

/** Null for a form of PEM that is used and cannot be read here. */
function periodOf(certificate: string): X509Certificate | null {
  try {
    return new X509Certificate(certificate);
  } catch {
    return null;
  }
}
