/**
 * Cipher suites of the BCP 195 profile (PS3.15 B.9 and following; RFC 9325 section 4.2 and RFC 8446): forward secrecy
 * and authenticated encryption only, by elliptic curves, as RFC 9325 section 4.1 advises against DHE.
 */
export const recommendedCiphers = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');
