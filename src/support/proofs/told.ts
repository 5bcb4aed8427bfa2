// What somebody is told before his face is checked, and agrees to by itself: who does it, what for, why it is needed, what it means for him,
// what is kept and for how long (个人信息保护法 17, 23, 29, 30; 人脸识别技术应用安全管理办法 5). Another text is another consent.
import type { ProofRelay } from '#base/context'
import { sha256 } from '#base/crypto'
import { sources } from './source.ts'

export interface Told {
  zh: string
  en: string
}

export function faceTold({ name, contact, holdsDays, levels }: ProofRelay): Told {
  const level = Math.max(...Object.values(levels))
  return {
    zh: `您的姓名、身份证件号码交给${name.zh}（联系方式：${contact}），由其在自己的页面上采集您的人脸并比对，用于确认办事的是您本人。人脸是敏感个人信息，一旦泄露很难更换；只有事项要求实名${level}级、而您选择这种方式时才需要。本平台不接收、不保存人脸图像和人脸特征，只保存结果、分值、时间和对方的流水号，最多${holdsDays}天。您随时可以撤回同意，保存的内容随即删除。不同意不影响办事：可以用其他方式，或者到窗口办理。`,
    en: `Your name and the number of your document go to ${name.en} (${contact}), which takes a picture of your face on a page of its own and compares it, to make sure that it is really you. A face is sensitive: once it leaks it can hardly be changed. It is needed only where an item asks for level ${level} and you choose this way. This platform neither receives nor keeps a picture or a template of your face; it keeps the result, the score, the time and the number of the check, for ${holdsDays} days at most. You may take your consent back at any time, and what is kept is deleted at once. If you do not agree nothing is refused to you: use another way, or come to a window.`,
  }
}

/** Which words were agreed to. */
export function toldDigest({ zh, en }: Told): string {
  return sha256(`${zh}\n${en}`).toString('base64url')
}

/** The words of a source that wants a consent; null for the others. */
export function toldBy(source: keyof typeof sources, relay: ProofRelay): Told | null {
  return sources[source].consent ? faceTold(relay) : null
}
