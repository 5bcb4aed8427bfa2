// PEM (RFC 7468): certificates of authorities and lists of revoked ones as operators get them; a file in DER is one of them by itself.

/** Everything in a file under this label, in DER. */
export function readPem(file: Uint8Array, label: 'CERTIFICATE' | 'X509 CRL'): Uint8Array[] {
  const text = Buffer.from(file).toString('latin1')
  if (!text.includes('-----BEGIN ')) return [file]
  const pattern = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`, 'g')
  return [...text.matchAll(pattern)].map(([, body = '']) => new Uint8Array(Buffer.from(body.replace(/\s/g, ''), 'base64')))
}
