// What the handling of keys refuses. Facts name files and key ids, never key material.
import { refusal } from '#base/problem'

export const keyFileOpen = refusal({
  code: 'crypto.key-file-open', status: 500,
  zh: '密钥文件可被其他用户读取。', en: 'A key file can be read by other users.',
  nextZh: '请将该文件权限设为 600、所在文件夹设为 700；如已泄露，请轮换密钥。', nextEn: 'Set the file to mode 600 and its folder to 700; rotate the key if it may have leaked.',
})

export const keyFileBroken = refusal({
  code: 'crypto.key-file-broken', status: 500,
  zh: '密钥文件无法读取。', en: 'A key file cannot be read.',
  nextZh: '请从备份恢复该文件；不要删除，否则旧签名将无法核验。', nextEn: 'Restore the file from a backup; do not delete it, or old signatures can no longer be verified.',
})

export const dataUnreadable = refusal({
  code: 'crypto.data-unreadable', status: 500,
  zh: '加密数据无法解开：内容被改动，或密钥不在本机。', en: 'Encrypted data cannot be opened: it was altered, or its key is not here.',
  nextZh: '请从备份恢复数据或密钥。', nextEn: 'Restore the data or the key from a backup.',
})

export const trustedKeysUnreadable = refusal({
  code: 'crypto.trusted-keys-unreadable', status: 400,
  zh: '给出的公钥文件无法读取。', en: 'The given key file cannot be read.',
  nextZh: '请提供 JWKS、JWK 或 PEM 格式的 Ed25519 或 P-256 公钥。', nextEn: 'Give an Ed25519 or P-256 public key as JWKS, JWK or PEM.',
})

export const kmsAway = refusal({
  code: 'crypto.kms-away', status: 503, retryAfterSeconds: 5,
  zh: '密钥管理系统（KMS）没有应答，需要用到密钥的操作暂时不能进行。', en: 'The key management system (KMS) does not answer; what needs its keys cannot be done at the moment.',
  nextZh: '请稍后再试；已经提交的内容不会丢失。运维人员请检查 YIWANG_KMS_URL 所指的系统。', nextEn: 'Try again in a moment; nothing that was handed in is lost. Operators: look after the system that YIWANG_KMS_URL names.',
})

export const kmsWrong = refusal({
  code: 'crypto.kms-wrong', status: 503, retryAfterSeconds: 60,
  zh: '密钥管理系统（KMS）的应答不正确，没有采用。', en: 'The key management system (KMS) gave an answer that cannot be right; it was not used.',
  nextZh: '请通知运维人员：检查 KMS 中的密钥、令牌和这台机器到 KMS 的网络；原因见日志。', nextEn: 'Tell the operators: look at the keys in the KMS, the token, and the network on the way; the reason is in the log.',
})

export const kmsNeeded = refusal({
  code: 'crypto.kms-needed', status: 500,
  zh: '这个目录的密钥由密钥管理系统（KMS）保管，但没有设置 KMS。', en: 'Keys of this home stand in a key management system (KMS), and none is set.',
  nextZh: '请设置 YIWANG_KMS_URL 和 YIWANG_KMS_TOKEN_FILE 后重新启动。', nextEn: 'Set YIWANG_KMS_URL and YIWANG_KMS_TOKEN_FILE, and start again.',
})

export const keysNotInKms = refusal({
  code: 'crypto.keys-not-in-kms', status: 409,
  zh: '已设置密钥管理系统（KMS），但这个目录还有不由它保管的密钥。', en: 'A key management system (KMS) is set, and this home still has keys that do not stand in it.',
  nextZh: '请停止平台，运行 yiwang keys move 把密钥移入 KMS，再启动。', nextEn: 'Stop the platform, run `yiwang keys move` to move the keys into the KMS, and start again.',
})

export const secretFileInside = refusal({
  code: 'crypto.secret-file-inside', status: 409,
  zh: '密码或令牌文件放在了 YIWANG_HOME 之内，会随备份一起被打包。', en: 'A file with a passphrase or token lies inside YIWANG_HOME, where a backup packs it along with what it opens.',
  nextZh: '请把这个文件移到 YIWANG_HOME 以外、只有运行账号可读的地方（chmod 600），并修改相应设置。', nextEn: 'Move it out of YIWANG_HOME, to a place that only the account of the platform reads (chmod 600), and change the setting.',
})

export const secretFileUnusable = refusal({
  code: 'crypto.secret-file-unusable', status: 422,
  zh: '密码或令牌文件不能使用。', en: 'A file with a passphrase or token cannot be used.',
  nextZh: '文件须存在、不少于 16 个字节，且只有本人可读（chmod 600）。', nextEn: 'It must exist, hold at least 16 bytes, and be readable by its owner alone (chmod 600).',
})
