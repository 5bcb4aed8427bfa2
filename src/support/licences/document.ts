// The picture of a licence as PDF: face, seal, QR code of the verify page, the signed licence inside as licence.jws.
// Drawn from what was signed, so that page and signature cannot differ. Marked 演示 while no licensed certificate is configured.
import type { SigningKey } from '#base/crypto'
import { writePdf, type PdfBlock, type PdfDocument } from '#base/pdf'
import { drawSeal, type Seal } from '#support/seals'
import { signLicence, type LicenceClaims } from './credential.ts'
import { chineseDate, faceText } from './face.ts'
import { attachmentName } from './extract.ts'
import { proofPlace, proveDocument } from './proof.ts'

export interface LicencePrint {
  claims: LicenceClaims
  /** Heading of the document where it differs from the type's name. */
  title?: { zh: string; en?: string }
  /** What the type says to every holder, printed under the face. */
  statement?: { zh: string; en?: string }
  seal: Seal
  /** RFC 3339. */
  madeAt: string
}

/** The signed licence and its PDF. The same input gives the same bytes. Throws `pdf.missing-glyph`. */
export async function printLicence(key: SigningKey, print: LicencePrint): Promise<{ jws: string; pdf: Uint8Array }> {
  const jws = await signLicence(key, print.claims)
  const pdf = await writePdf(layOutLicence(print, jws))
  return { jws, pdf: await proveDocument(key, pdf, print.claims) }
}

/** The document before it is drawn. */
export function layOutLicence(print: LicencePrint, jws: string): PdfDocument {
  const { claims, madeAt } = print
  return {
    id: claims.licence, title: `${claims.type.name.zh} ${claims.number}`, language: 'zh-CN', author: claims.issuer.name, madeAt,
    look: 'licence', ...(claims.demonstration ? { watermark: '演示' } : {}),
    blocks: blocksOf(print), info: proofPlace,
    attachments: [{ name: attachmentName, type: 'application/jose', description: '电子证照签名数据 · signed licence (JWS)', bytes: Buffer.from(jws, 'utf8') }],
  }
}

function blocksOf({ claims, title = claims.type.name, statement, seal }: LicencePrint): PdfBlock[] {
  const rows = [...claims.face.map(({ label, value }) => ({ label: label.zh, value: faceText(value) })), { label: '有效期限', value: termText(claims) }]
  return [
    { kind: 'space', height: 14 },
    { kind: 'title', text: title.zh },
    ...(title.en ? [{ kind: 'note' as const, text: title.en, align: 'center' as const }] : []),
    { kind: 'space', height: 8 },
    { kind: 'number', text: `编号：${claims.number}`, align: 'center' },
    { kind: 'space', height: 8 },
    { kind: 'fields', rows, look: 'lines' },
    ...(statement ? [{ kind: 'note' as const, text: statement.zh }] : []),
    { kind: 'space', height: 16 },
    { kind: 'signature', lines: [claims.issuer.name, chineseDate(claims.issuedOn)], seal: drawSeal(seal), code: { text: claims.verify, caption: '扫码核验真伪和状态' } },
    { kind: 'space', height: 10 },
    { kind: 'note', text: `电子证照标识：${claims.licence}` },
    { kind: 'note', text: '本文件内附签名数据 licence.jws，是否有效以核验结果为准；打印件、截图不能证明当前状态。' },
    ...(claims.demonstration ? [{ kind: 'note' as const, text: '演示：未配置依法设立的电子政务电子认证服务机构签发的证书，本件不具法律效力。' }] : []),
  ]
}

function termText({ validFrom, validTo }: LicenceClaims): string {
  return validTo === null ? `${chineseDate(validFrom)}起，长期` : `${chineseDate(validFrom)}至${chineseDate(validTo)}`
}
