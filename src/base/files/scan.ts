// Asks a virus scanner of the operator's own about a file before it is kept: the protocol of ClamAV's clamd (INSTREAM). Only a plain "OK" counts as
// clean; where nobody answers, or not so, the file is not kept.
import { createReadStream } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { refusal } from '#base/problem'

export const fileInfected = refusal({
  code: 'files.infected', status: 422, zh: '病毒扫描发现这个文件有问题，没有保存。', en: 'The virus scanner found something in this file; it was not kept.',
  nextZh: '请用杀毒软件检查您的设备，重新扫描或导出文件后再上传；也可以到窗口提交纸质材料。', nextEn: 'Check your device, make the file anew and upload that; or hand the paper in at a window.',
})
export const scannerAway = refusal({
  code: 'files.scanner-away', status: 503, retryAfterSeconds: 60, zh: '病毒扫描暂时不可用，文件没有保存。', en: 'The virus scanner does not answer; the file was not kept.',
  nextZh: '请稍后重新上传；系统管理员请检查扫描服务。', nextEn: 'Upload it again later; the administrator must look at the scanner.',
})

/** Refuses a file that is not clean. Throws `files.infected`, `files.scanner-away`. */
export type Scan = (path: string) => Promise<void>

const answerBytesMax = 4096
const waitMsMax = 30_000

/** A scanner at `tcp://host:port` or `unix:/path`; whoever does not answer within a time does not answer. */
export function openScanner(address: string, msMax = waitMsMax): Scan {
  const place = address.startsWith('unix:') ? { path: address.slice('unix:'.length) } : { host: new URL(address).hostname.replace(/^\[|\]$/g, ''), port: Number(new URL(address).port) }
  return async (path) => {
    const answer = await ask(connect(place), path, msMax).catch(() => undefined)
    if (answer !== undefined && / FOUND$/.test(answer)) throw fileInfected()
    if (answer !== 'stream: OK') throw scannerAway()
  }
}

async function ask(socket: Socket, path: string, msMax: number): Promise<string> {
  const timer = setTimeout(() => socket.destroy(new Error('too slow')), msMax)
  try {
    const answered = answerOf(socket)
    // One that answers early, or hangs up, has its answer judged all the same.
    await Promise.race([answered, sendFile(socket, path)])
    return await answered
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

async function answerOf(socket: Socket): Promise<string> {
  let text = ''
  for await (const piece of socket as AsyncIterable<Buffer>) {
    text += piece.toString('utf8')
    if (text.includes('\0') || text.length > answerBytesMax) break
  }
  return text.split('\0')[0] ?? ''
}

async function sendFile(socket: Socket, path: string): Promise<void> {
  const send = (bytes: Uint8Array) => new Promise<void>((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())))
  const length = (bytes: number) => {
    const head = Buffer.alloc(4)
    head.writeUInt32BE(bytes)
    return head
  }
  await send(Buffer.from('zINSTREAM\0'))
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) await send(Buffer.concat([length(piece.byteLength), piece]))
  await send(length(0))
}
