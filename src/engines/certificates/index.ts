// engine: whether a certificate that somebody presents counts: whose, by which authority, until when, revoked or not (RFC 5280). It reads no file and calls nobody.
export { readCertificate, type Certificate } from './certificate.ts'
export { DerFault } from './der.ts'
export { judgeClient, type Fault, type Presented } from './path.ts'
export { readPem } from './pem.ts'
export { readRevocations, type Revocations } from './revocations.ts'
