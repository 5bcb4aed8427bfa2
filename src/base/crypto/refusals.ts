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
