// What the act machinery itself refuses.
import { refusal } from '#base/problem'

export const keyReused = refusal({
  code: 'act.key-reused', status: 422,
  zh: '这个幂等键已用于另一个请求。', en: 'This idempotency key was used for a different request.',
  nextZh: '请为新的请求使用新的键。', nextEn: 'Use a new key for a new request.',
})

export const busy = refusal({
  code: 'act.busy', status: 503, retryAfterSeconds: 1,
  zh: '很多人正在同时办理同一事项，您的请求没有执行。', en: 'Many people are acting on the same matter; your request was not carried out.',
  nextZh: '请稍候再试，您填写的内容没有丢失。', nextEn: 'Try again in a moment; nothing you typed is lost.',
})

export const clockBehind = refusal({
  code: 'act.clock-behind', status: 503, retryAfterSeconds: 60,
  zh: '服务器的时钟早于这件事的上一条记录，操作没有执行：任何记录都不能倒填日期。', en: 'The clock of the server is behind the last entry of this matter; nothing was done, since nothing may be backdated.',
  nextZh: '请稍后再试；系统管理员请校正时钟。', nextEn: 'Try again later; the administrator must set the clock right.',
})

export const clockLeapt = refusal({
  code: 'act.clock-leapt', status: 503, retryAfterSeconds: 60,
  zh: '服务器的时钟跳变了，凡只因时间推移而进行的工作都暂停：期限、默许、提醒均不生效。', en: 'The clock of the server leapt; what follows from time alone is held: no limit lapses, no silence counts.',
  nextZh: '请系统管理员校正时钟，或在办公台确认时钟正确。', nextEn: 'The system administrator sets the clock right, or confirms at the desk that it is.',
})
