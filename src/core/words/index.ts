// register: words — how this place calls things (a case is 办件, 工单 or 公文 to those who handle it), for both faces.
import { Type } from 'typebox'
import type { Context } from '#base/context'
import { route } from '#base/http'
import { findWords } from './store.ts'

export { applyWords, wordsLock } from './acts.ts'

const Catalogue = Type.Record(Type.String(), Type.String())

export const words: Context = {
  name: 'words',
  migrations: `${import.meta.dirname}/migrations`,
  routes: (ground) => [
    route({
      method: 'GET', path: '/api/words', access: 'anyone',
      zh: '读取本地用语（办件、状态等怎么叫），两种语言', en: 'Read how this place calls things (a case, its states …), in both languages',
      answer: Type.Object({ version: Type.Integer({ description: '0: no pack brought words' }), zh: Catalogue, en: Catalogue }), example: {},
      handle: async () => {
        const found = await findWords(ground.sql)
        return { version: found?.version ?? 0, zh: found?.content.zh ?? {}, en: found?.content.en ?? {} }
      },
    }),
  ],
}
