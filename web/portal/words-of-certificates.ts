// Words of certificates that a key or a browser shows; by key. No other words stand here.
export const wordsOfCertificates = {
  'certificate.sign-in': ['用数字证书（UKey）登录', 'Sign in with a certificate'],
  'certificate.sign-in-words': ['用插在电脑上的 UKey，或者浏览器里的证书登录，不用输入账号。', 'With the key in your computer, or a certificate in your browser; nothing to type.'],
  'certificate.absent': ['用数字证书（UKey）登录的，请先插好 UKey，完全退出浏览器后重新打开本页，在弹出的窗口中选择证书。', 'To sign in with a certificate, plug in your key, close the browser wholly, open this page again and choose the certificate when asked.'],
  'certificate.use': ['使用数字证书（UKey）', 'Use your certificate'],
  'account.certificate': ['数字证书', 'Certificate'],
  'account.way-certificate': ['数字证书', 'certificate'],
  'certificate.add': ['绑定数字证书（UKey）', 'Bind a certificate'],
  'certificate.add-words-alone': ['绑定后，插上 UKey 即可登录。本平台只保留证书的摘要和公钥，不保留证书里的姓名和号码。', 'Once it is bound you sign in with the key alone. Only a digest of the certificate and its public key are kept here, never the name or number in it.'],
  'certificate.add-words-beside': ['绑定后，登录时输入密码再使用证书。本平台只保留证书的摘要和公钥，不保留证书里的姓名和号码。', 'Once it is bound it is asked for after your password. Only a digest of the certificate and its public key are kept here, never the name or number in it.'],
  'certificate.name-hint': ['例如：办公 UKey', 'For example: my office key'],
} as const
