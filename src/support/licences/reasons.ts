// What verification can say, in two languages. Codes are stable; nothing here decides anything.

export interface Reason {
  code: string
  zh: string
  en: string
}

const told = {
  'no-licence': ['文件中没有签名的证照数据。', 'The file holds no signed licence.'],
  'several-licences': ['文件中有多份不同的证照数据，正常签发的文件不会如此。', 'The file holds several different signed licences; no issued file does.'],
  'signature-broken': ['签名不成立：证照数据被改动，或不是由可信密钥签发。', 'The signature does not hold: the licence was altered or was not issued with a trusted key.'],
  'key-unknown': ['签发密钥不在可信密钥之中，无法判断真伪。可用 --key 给出发证机关公布的公钥。', 'The key it was signed with is not among the trusted keys; nothing can be said. Give the issuer’s published key with --key.'],
  'data-genuine': ['证照数据的签名成立，由可信密钥签发。', 'The signed data of the licence is genuine: issued with a trusted key.'],
  'document-whole': ['整个文件与签发时逐字节一致，所见页面即签发页面。', 'The whole file is byte for byte as issued: the pages seen are the pages issued.'],
  'document-altered': ['文件与签发时不一致：页面可能被替换。只可相信下列签名数据，不可相信页面。', 'The file is not as issued: its pages may have been swapped. Trust only the signed data shown here, not the pages.'],
  'document-unproven': ['文件缺少整件签名（可能经过另存），无法证明页面即签发页面。只可相信下列签名数据。', 'The file lacks its proof (it may have been saved anew): nothing shows that the pages are those issued. Trust only the signed data.'],
  'document-other': ['文件的整件签名属于另一份证照。', 'The proof of the file belongs to another licence.'],
  'data-only': ['只给出了签名数据，没有页面可核对。', 'Only signed data was given; there are no pages to check.'],
  expired: ['已超过有效期限。', 'Its term has ended.'],
  'not-yet-valid': ['尚未到有效期起始日。', 'Its term has not begun.'],
  'status-none': ['未给出状态清单，状态未知。可用 --status 给出发证机关的状态清单。', 'No status list was given: status unknown. Give the issuer’s list with --status.'],
  'status-not-listed': ['状态清单中没有这份证照，状态未知。', 'The status list does not name this licence: status unknown.'],
  'status-broken': ['状态清单的签名不成立，未予采用。', 'The signature of the status list does not hold; it was not used.'],
  'status-key-unknown': ['状态清单不是由可信密钥签发，未予采用。', 'The status list was not signed with a trusted key; it was not used.'],
  'status-future': ['状态清单的日期在将来，未予采用。请检查本机时间。', 'The status list is dated in the future; it was not used. Check the clock of this machine.'],
  'status-stale': ['状态清单已过下次更新时间，此后的变化不得而知。', 'The status list is past its next update; what changed since is not known.'],
  'not-in-force': ['按状态清单，这份证照不在有效状态。', 'By the status list this licence is not in force.'],
  demonstration: ['演示证照：没有依法设立的电子认证服务机构的证书，不具法律效力。', 'A demonstration: no certificate of a licensed authority stands behind it; it has no legal effect.'],
} satisfies Record<string, [string, string]>

export type ReasonCode = keyof typeof told

/** Words for codes, in the order given. */
export function reasonsOf(codes: readonly ReasonCode[]): Reason[] {
  return codes.map((code) => ({ code, zh: told[code][0] ?? '', en: told[code][1] ?? '' }))
}
