// Binding a company: the register of enterprises says whether somebody is its legal representative; only then is the company's account that one's to
// act for, and proved. Who asks is proved as himself first: whoever merely knows a representative's name and number gets no company by it.
import type { Ground } from '#base/context'
import { accountLock, assuranceLevelOf, bindCompany, findCompanyByUscc, forgetCallers, levelOfOneself, plainNumber } from '#core/people'
import { checkUscc } from '#engines/codes'
import { badUscc, limits, personFirst, personTooOld } from './ask.ts'
import { askSource } from './asking.ts'

/** Binds the company of this code to the person, as the register says. Answers its account. */
export async function bindByRegister(ground: Ground, account: string, text: string): Promise<string> {
  const uscc = plainNumber(text)
  const checked = checkUscc(uscc)
  if (!checked.valid) throw badUscc({}, [{ path: '/uscc', code: 'document', zh: checked.zh ?? '代码不符合编码规则', en: checked.en ?? 'The code does not fit its rule' }])
  const now = ground.clock.now()
  if ((await assuranceLevelOf(ground.sql, account, now)) < levelOfOneself) throw personFirst()
  if ((await assuranceLevelOf(ground.sql, account, now, limits.companyProofDaysMax)) < levelOfOneself) throw personTooOld({ daysMax: limits.companyProofDaysMax })
  const known = await findCompanyByUscc(ground.sql, ground.keys, uscc)
  let bound = { company: '', former: null as string | null }
  await askSource(ground, {
    account, source: 'enterprise-register',
    company: {
      uscc, locks: [`proofs:company:${uscc}`, ...(known ? [accountLock(known.id)] : [])],
      provedOf: async (act, { company, trace }) => {
        bound = await bindCompany(act, ground.keys, { uscc, name: company?.name ?? '', person: account, reference: trace })
        return bound.company
      },
    },
  })
  // Who represented it before acts for it no more, with the next call.
  if (bound.former !== null) forgetCallers(ground, bound.former)
  forgetCallers(ground, account)
  return bound.company
}
