// The page of the simulated sources on which a person says how a check ends. Without JavaScript; in both languages at once.
import type { Visit } from './proof-simulator.ts'

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** The page of one visit. */
export function visitPage({ source, question }: Visit, { zh, en }: { zh: string; en: string }): string {
  const asksWho = source === 'network-id'
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(zh)}</title>
<style>body{font:1.125rem/1.6 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}button,input{font:inherit;padding:.5rem 1rem;margin:.25rem 0}label{display:block}.made-up{border-left:.5rem solid #b25000;padding-left:1rem}</style></head>
<body><main><h1>${escaped(zh)}<br><span lang="en">${escaped(en)}</span></h1>
<p class="made-up">这是模拟页面，不采集人脸，不识别任何真实的人。<br><span lang="en">This page is simulated. It takes no picture and recognises nobody.</span></p>
<form method="post">${asksWho ? `<p>用网证登录的人（与账号中的姓名、号码一致才会通过）。<br><span lang="en">Who signs in here: the check succeeds where name and number are those of the account.</span></p>
<label>姓名 Name<br><input name="name" autocomplete="off"></label><label>公民身份号码 Number<br><input name="idNumber" autocomplete="off"></label>` : `<p>${escaped(question.person?.name ?? '')}</p>`}
<p><button name="verdict" value="yes">通过 It is me</button> <button name="verdict" value="no">不通过 It is not</button></p></form></main></body></html>
`
}
