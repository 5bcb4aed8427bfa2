// A file as an answer: under its own name, and never as a page of ours, whatever stands in it (OWASP ASVS 5.0 §3.2.1, §5.4).
import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** A file to send. */
export interface SentFile {
  type: string
  /** As the person saves it; any text. */
  name: string
  content: Buffer | Uint8Array | string | Readable
  /** Shown in the browser instead of saved: only what we drew ourselves. */
  isShown?: boolean
}

const policy = "sandbox; default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Sends a file. What somebody handed in stands in a sandbox besides. */
export function sendFile(reply: FastifyReply, { type, name, content, isShown = false }: SentFile): FastifyReply {
  // The viewer of a browser does not show a PDF in a sandbox; ours holds nothing that runs.
  if (!isShown) reply.header('content-security-policy', policy)
  // Text is taken in as UTF-8 and as nothing else.
  return reply.type(/^text\/[^;]+$/.test(type) ? `${type}; charset=utf-8` : type).header('content-disposition', `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(name)}`).send(content)
}

/** RFC 8187 §3.2.1: fewer signs stand for themselves than in an address. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
