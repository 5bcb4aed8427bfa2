// The noun: a message in somebody's own space. Built from facts of the ledger, never from words of a case or personal data. Pure.
import type { Entry } from '#base/act'
import { refusal } from '#base/problem'
import { innerKinds } from '#core/cases'
import { sayDate, type Language, type Text } from '#engines/words'

export interface Message {
  id: string
  account: string
  kind: string
  cause: string
  caseNumber: string | null
  /** Code of the item that it is about; null where it cannot be told. */
  item: string | null
  title: Text
  text: Text
  at: Temporal.Instant
  readAt: Temporal.Instant | null
}

export const messageNotFound = refusal({
  code: 'notifications.not-found', status: 404,
  zh: '没有这条通知。', en: 'There is no such message.',
  nextZh: '请刷新通知列表。', nextEn: 'Reload the list of messages.',
})

/** What a message is about. */
export interface About {
  number: string
  item: Text
}

type Words = Record<Language, (about: { number: string; item: string; due: string; licence: string; place: string }) => string>

interface Told {
  title: Text
  text: Words
}

const told = (titleZh: string, titleEn: string, zh: Words['zh'], en: Words['en']): Told => ({ title: { zh: titleZh, en: titleEn }, text: { zh, en } })
const onLicence = (zh: string, en: string): Told => told(`证照${zh}`, `Licence ${en}`, (a) => `您的证照 ${a.licence} ${zh}，可在“我的证照”中查看。`, (a) => `Your licence ${a.licence} was ${en}. See it among your licences.`)

const work = (zh: string, en: string): Told => told(`${zh}：待您处理`, `A case ${en}`, (a) => `“${a.item}”（${a.number}）${zh}，请在办公台查看。`, (a) => `The case “${a.item}” (${a.number}) ${en}. See it at the desk.`)

/** What people are told of, by kind of entry. Nothing else makes a message. */
const messages: Record<string, Told> = {
  'cases.opened': told('已收到申请', 'Application received', (a) => `您的“${a.item}”申请已收到，办件编号 ${a.number}，收件凭证可在办件页面下载。`, (a) => `Your application for “${a.item}” was received under number ${a.number}. The receipt is on its page.`),
  'cases.accepted': told('申请已受理', 'Application accepted', (a) => `您的“${a.item}”申请（${a.number}）已受理${a.due && `，应当在${a.due}前作出决定`}。${a.place && `本事项有数量限制，按受理先后准予：您排在第${a.place}位，目前的数量先由受理在先的申请使用。`}`, (a) => `Your application for “${a.item}” (${a.number}) was accepted${a.due && `; the decision is due by ${a.due}`}.${a.place && ` Numbers are limited and go in order of acceptance: yours is number ${a.place}, after as many as may be granted.`}`),
  'cases.acceptance-refused': told('申请不予受理', 'Application not accepted', (a) => `您的“${a.item}”申请（${a.number}）不予受理，理由和救济途径见办件页面的决定书。`, (a) => `Your application for “${a.item}” (${a.number}) was not accepted. The letter on its page gives the reasons and what you may do.`),
  'cases.correction-asked': told('需要您补正材料', 'Something is missing', (a) => `您的“${a.item}”申请（${a.number}）需要补正，请在${a.due || '告知的期限'}前补正。`, (a) => `Your application for “${a.item}” (${a.number}) needs something more; please send it by ${a.due || 'the day you were told'}.`),
  'cases.suspended': told('办理期限中止', 'The clock stands', (a) => `您的“${a.item}”申请（${a.number}）因法定程序中止计算期限，所需时间见告知书。`, (a) => `The clock of your application for “${a.item}” (${a.number}) stands while the law asks for more; the letter says how long.`),
  'cases.resumed': told('办理期限恢复', 'The clock runs again', (a) => `您的“${a.item}”申请（${a.number}）恢复计算期限${a.due && `，应当在${a.due}前作出决定`}。`, (a) => `The clock of your application for “${a.item}” (${a.number}) runs again${a.due && `; the decision is due by ${a.due}`}.`),
  'cases.extended': told('办理期限延长', 'The limit was extended', (a) => `您的“${a.item}”申请（${a.number}）经批准延长期限${a.due && `至${a.due}`}，理由见告知书。`, (a) => `The limit of your application for “${a.item}” (${a.number}) was extended${a.due && ` to ${a.due}`}; the letter gives the reasons.`),
  'cases.gap-met': told('已收到补交的材料', 'The paper has come', (a) => `您的“${a.item}”申请（${a.number}）承诺补交的材料已收到。`, (a) => `The paper that you promised for “${a.item}” (${a.number}) has come.`),
  'cases.gap-missed': told('承诺的材料逾期未补', 'A promised paper did not come', (a) => `您的“${a.item}”申请（${a.number}）承诺补交的材料逾期没有收到，见办件页面的告知书。决定作出以前补交的，由工作人员决定是否收取。`, (a) => `The paper that you promised for “${a.item}” (${a.number}) did not come in time; the letter is on its page. What you hand in before the decision is put before a person.`),
  'cases.late-papers-taken': told('逾期补交的材料已收取', 'A late paper was taken', (a) => `您的“${a.item}”申请（${a.number}）逾期补交的材料，经决定予以收取。`, (a) => `The paper that came late for “${a.item}” (${a.number}) was taken.`),
  'cases.late-papers-refused': told('逾期补交的材料不予收取', 'A late paper was refused', (a) => `您的“${a.item}”申请（${a.number}）逾期补交的材料不予收取，理由和救济途径见办件页面的决定书。`, (a) => `The paper that came late for “${a.item}” (${a.number}) was refused. The letter on its page gives the reasons and what you may do.`),
  'cases.commitment-withdrawn': told('承诺已撤回', 'Promise taken back', (a) => `您的“${a.item}”申请（${a.number}）已改按一般程序办理，请在办件页面补交材料。`, (a) => `Your application for “${a.item}” (${a.number}) now goes the ordinary way; please hand in the papers on its page.`),
  'commitments.check-opened': told('将核查您的承诺', 'Your promise will be checked', (a) => `您的“${a.item}”（${a.number}）按告知承诺准予，我们将核查承诺是否属实。`, (a) => `“${a.item}” (${a.number}) was granted on your promise; we will check that it holds.`),
  'cases.decided': told('已作出决定', 'Your application was decided', (a) => `您的“${a.item}”申请（${a.number}）已作出决定，请查看决定书。`, (a) => `Your application for “${a.item}” (${a.number}) was decided. Please read the decision.`),
  // Who applied is told of the decision itself: this tells the other side and third parties, whom the entry names.
  'deliveries.letter-made': told('有一份文书送达给您', 'A letter for you', (a) => `“${a.item}”（${a.number}）有一份文书送达给您，请在“我的文书”中查看；不服的，救济途径和期限写在文书中。`, (a) => `In “${a.item}” (${a.number}) there is a letter for you. See it among your letters; it says what you may do if you do not agree, and until when.`),
  'cases.withdrawn': told('申请已撤回', 'Application withdrawn', (a) => `您的“${a.item}”申请（${a.number}）已撤回，可以再次申请。`, (a) => `Your application for “${a.item}” (${a.number}) was withdrawn. You may apply again.`),
  'cases.terminated': told('办理已终止', 'The case was ended', (a) => `您的“${a.item}”申请（${a.number}）已终止办理，原因和救济途径见通知书。`, (a) => `Your application for “${a.item}” (${a.number}) was ended; the letter gives the reasons and what you may do.`),
  'cases.correction-lapsed': told('逾期未补正，办理已终止', 'Ended: the correction did not come', (a) => `您的“${a.item}”申请（${a.number}）逾期未补正，已终止办理，可以再次申请。`, (a) => `Your application for “${a.item}” (${a.number}) ended because the correction did not come. You may apply again.`),
  'cases.delivered': told('结果已送达', 'The result was delivered', (a) => `您的“${a.item}”申请（${a.number}）的结果已送达。`, (a) => `The result of your application for “${a.item}” (${a.number}) was delivered.`),
  'cases.third-party-named': told('请您作为利害关系人陈述意见', 'A matter touches your interest', (a) => `“${a.item}”申请（${a.number}）关系您的重大利益，请阅读告知书，在期限内陈述意见。`, (a) => `An application for “${a.item}” (${a.number}) touches a major interest of yours. Please read the notice and say in time what you have to say.`),
  'cases.joint-applicants-asked': told('有人请您共同申请，请确认', 'You are asked to apply together', (a) => `有人请您作为共同申请人申请“${a.item}”（${a.number}）。请在“我的办件”中查看，确认或者不参加；受理以前没有确认的，您不是申请人。`, (a) => `You are asked to apply together for “${a.item}” (${a.number}). Look under “My matters” and say yes or no; unless you say yes before it is accepted you do not apply.`),
  'cases.joined': told('共同申请人已确认', 'Somebody applies together with you', (a) => `“${a.item}”（${a.number}）的一位共同申请人已经确认，一同申请。`, (a) => `Somebody who was asked to apply together for “${a.item}” (${a.number}) has said yes.`),
  'cases.not-joined': told('有人不共同申请', 'Somebody does not apply together with you', (a) => `“${a.item}”（${a.number}）有一位共同申请人不参加，或者没有在受理以前确认，不作为申请人；办件继续办理。`, (a) => `Somebody who was asked to apply together for “${a.item}” (${a.number}) said no, or did not answer before it was accepted. The case goes on without that one.`),
  'cases.respondent-told': told('您被列为被申请人，请答辩', 'A matter names you as respondent', (a) => `“${a.item}”（${a.number}）以您为被申请人，已经受理。请阅读通知书，在期限内答辩。`, (a) => `“${a.item}” (${a.number}) names you as respondent and was accepted. Please read the notice and answer in time.`),
  'cases.forwarded': told('已报上级机关决定', 'Your application was sent up', (a) => `您的“${a.item}”申请（${a.number}）已报有权机关决定${a.due && `，应当在${a.due}前作出决定`}；办件编号不变，材料不用重交。`, (a) => `Your application for “${a.item}” (${a.number}) was sent to the body that decides${a.due && `; the decision is due by ${a.due}`}. The number stays, and nothing is asked for again.`),
  'hearings.offered': told('您可以要求听证', 'You may ask for a hearing', (a) => `“${a.item}”申请（${a.number}）涉及重大利益关系，您可以要求听证，期限见告知书。`, (a) => `The application for “${a.item}” (${a.number}) touches major interests. You may ask for a hearing; the letter says until when.`),
  'hearings.scheduled': told('听证通知', 'A hearing will be held', (a) => `“${a.item}”（${a.number}）将举行听证，时间、地点见听证通知书。`, (a) => `A hearing on “${a.item}” (${a.number}) will be held; the letter says when and where.`),
  'hearings.request-declined': told('听证申请的答复', 'Your request for a hearing was answered', (a) => `您对“${a.item}”（${a.number}）逾期提出的听证申请没有被采纳，理由见办件页面。`, (a) => `Your late request for a hearing on “${a.item}” (${a.number}) was declined; the page of the case says why.`),
  'cases.intention-told': told('机关拟作出处理，请陈述、申辩', 'Something is intended against you', (a) => `机关拟对您作出处理：“${a.item}”（${a.number}）。请阅读告知书，并在写明的期限内陈述、申辩。`, (a) => `Something is intended: “${a.item}” (${a.number}). Read the notice and state your case within the time it gives.`),
  'cases.decided.burdens': told('已对您作出处理决定', 'A decision against you', (a) => `“${a.item}”（${a.number}）已作出决定，请阅读决定书，其中写明了理由和救济途径。`, (a) => `“${a.item}” (${a.number}) was decided. The letter gives the reasons and what you may do.`),
  'cases.annulled': told('原来的准予已经撤销', 'What was granted is annulled', (a) => `您的“${a.item}”（${a.number}）的准予决定已被撤销，原决定书不再有效；理由和救济途径见撤销决定书。`, (a) => `The grant of “${a.item}” (${a.number}) was annulled; its letter no longer holds. The decision gives the reasons and what you may do.`),
  'cases.payment-asked': told('请缴费', 'Please pay a fee', (a) => `您的“${a.item}”申请（${a.number}）需要缴费，请在${a.due}前缴纳，金额和依据见缴费通知书。`, (a) => `A fee is due for “${a.item}” (${a.number}); please pay by ${a.due}. The notice says how much and by which law.`),
  'cases.payment-missed': told('缴费的期限已过', 'The day to pay has passed', (a) => `“${a.item}”（${a.number}）应缴的款项到期没有收到。请尽快缴纳；已经缴纳的，请把凭证告诉承办机关。后果见通知书。`, (a) => `What was to be paid for “${a.item}” (${a.number}) did not come in time. Please pay soon, or show the receipt to the body; the notice says what may follow.`),
  'cases.payment-settled': told('款项已结清', 'It is settled', (a) => `“${a.item}”（${a.number}）应缴的款项已登记结清，凭证见办件页面。`, (a) => `What was to be paid for “${a.item}” (${a.number}) is settled; see its page.`),
  'cases.payment-asked.back': told('请退回已经领取的款项', 'Please pay back what you were given', (a) => `请${a.due && `在${a.due}前`}退回款项（${a.number}），金额和依据见退款通知书。`, (a) => `Please pay back what you were given (${a.number})${a.due && ` by ${a.due}`}; the notice says how much and by which law.`),
  'supervision.opened': told('办件超过期限，上级机关已经督办', 'Your matter is late, and is being looked after', (a) => `您的“${a.item}”申请（${a.number}）没有在${a.due}前办结，很抱歉。我们已经报告上级机关督办；停在哪里、为什么、什么时候办好，请看办件页面。`, (a) => `Your application for “${a.item}” (${a.number}) was not finished by ${a.due}. We are sorry. The organisation above has been told; the page of the case says where it stands, why, and what comes next.`),
  'supervision.answered': told('承办机关说明了逾期原因', 'Why your matter is late', (a) => `关于“${a.item}”（${a.number}）逾期，承办机关作了说明，请看办件页面。`, (a) => `The body that handles “${a.item}” (${a.number}) has said why it is late; please see its page.`),
  'licences.ending': told('证照快到期了，请及时延续', 'A licence will end soon', (a) => `您的证照 ${a.licence} 快到期了。要延续的，请在${a.due}前提出，在“我的证照”里点一下即可。`, (a) => `Your licence ${a.licence} will end soon. To renew it, ask by ${a.due}: one tap among your licences.`),
  'people.representative-changed': told('法定代表人已变更，请复核授权', 'Your legal representative has changed: review who may act', () => '本单位的法定代表人已变更。此前给出的授权在复核前仍然有效，请在“谁可以代我办”中逐项保留或者收回。', () => 'The legal representative of your organisation has changed. Who was let act before may act on until you have reviewed it: keep or take back each authority under “Who may act for me”.'),
  'people.power-confirmed': told('授权委托书已登记，代理人可以办事', 'A power of attorney was registered', () => '政务服务窗口已核对授权委托书，代理人可以在写明的事项和期限内代为办理，每一步都记下两个人。委托人没有签过的，请立即在“谁可以代我办”中收回，并告诉窗口（民法典第一百七十三条）。', () => 'A service window has seen a power of attorney: the agent may act for the principal in what it names, until its last day, and every step names both. If you are the principal and did not sign it, take it back at once under “Who may act for me”, and tell the window.'),
  'people.profile-corrected': told('您的资料已更正', 'Your data was corrected', () => '账号里的资料已经更正，还没有作出决定的办件同时改过；此前得到旧内容的系统要重新读取。见“您的权利”。不是您要求的，请立即告诉政务服务窗口。', () => 'A datum of your account was corrected, and so it was in matters that are not decided yet; systems that had been given the old value have to read it anew. See “Your rights”. If you did not ask for it, tell a service window at once.'),
  'people.guardianship-begun': told('监护已登记', 'A guardianship was registered', () => '政务服务窗口已核对证明，登记了监护。监护人可以切换身份，为被监护人办事，只为被监护人的利益；每一步都记下两个人的名字。', () => 'A service window has seen the proof and registered the guardianship. The guardian may switch to act for the ward, in the ward’s interest alone; each step names both.'),
  'people.guardianship-ended.of-age': told('年满十八周岁，监护终止', 'Eighteen: the guardianship has ended', () => '被监护人已满十八周岁，监护登记自行终止，此后的事由本人办理（民法典第十七条）。还没有登录方式的，带身份证件到政务服务窗口找回账号。', () => 'The ward is eighteen: the guardianship has ended by itself, and the ward acts alone from now on. Whoever has no way to sign in yet brings a document to a service window.'),
  'people.guardianship-ended': told('监护登记已终止', 'A guardianship has ended', () => '监护登记已经终止，原监护人不能再以被监护人的名义办事。仍然依法监护的，请带证明到政务服务窗口重新登记。', () => 'The guardianship has ended: the former guardian no longer acts in the ward’s name. Where it goes on by law, bring the proof to a service window to have it registered anew.'),
  'people.guardian-objected': told('监护人之间有异议', 'The guardians do not agree', () => '一位监护人提出了异议。处理之前，各位监护人都不能以被监护人的名义办理新的事。请带证件到登记监护的政务服务窗口处理。', () => 'One guardian has objected. Until it is settled no guardian does anything new in the ward’s name. Have it settled at the service window that registered the guardians.'),
  'people.guardian-objection-settled': told('监护人之间的异议已处理', 'The objection between guardians was settled', () => '监护人之间的异议已经处理，可以继续为被监护人办事。', () => 'The objection between the guardians was settled; they act for the ward again.'),
  'proposals.asked': told('有一项申请等您复核', 'Something waits for your second look', () => '有一项须由另一人复核的申请，请在办公台“双人复核”中查看。', () => 'Something was asked for that another person has to confirm. See it at the desk under “Second person”.'),
  'proposals.asked.at-once': told('紧急授权：请复核', 'Emergency access: please look', () => '有人申请紧急授权，已经立即生效，请在办公台“双人复核”中查看并复核。', () => 'Somebody took emergency access; it holds already. See it at the desk under “Second person”, and look whether there was reason for it.'),
  'proposals.confirmed': told('您的申请已复核通过', 'What you asked for was confirmed', () => '您提出的申请已由另一人复核通过，见办公台“双人复核”。', () => 'Another person has confirmed what you asked for. See it at the desk under “Second person”.'),
  'proposals.refused': told('您的申请未通过复核', 'What you asked for was refused', () => '您提出的申请未通过复核，理由见办公台“双人复核”。', () => 'Another person has refused what you asked for; the reasons stand at the desk under “Second person”.'),
  'proposals.lapsed': told('您的申请无人复核，已过期', 'What you asked for has lapsed', () => '您提出的申请在期限内无人复核，已经过期；还需要的，请重新提出。', () => 'Nobody decided in time what you asked for. Ask anew where it is still needed.'),
  'readings.many-numbers': told('有人大量完整显示号码', 'Somebody was shown many numbers', () => '一名工作人员在一小时内完整显示的号码已达上限，一小时内不能再看。请核实是否因工作需要；是谁、看了哪些办件，由审计管理员在账本中查看（readings.number-shown）。', () => 'A civil servant was shown as many numbers whole within an hour as one may be, and gets no more for now. Find out whether the work wanted it; the audit administrator sees each in the ledger (readings.number-shown).'),
  'people.frozen': told('您的账号已冻结', 'Your account was frozen', () => '您的账号已冻结，各处登录都已失效。您本人或系统冻结的，可用密码和恢复码自行解冻；其他情况请带身份证件到政务服务大厅。', () => 'Your account was frozen and is signed out everywhere. If you or the rule froze it, let yourself in again by password and recovery code; otherwise bring your document to a service hall.'),
  'people.unfrozen': told('您的账号已解冻', 'Your account is no longer frozen', () => '您的账号已解冻，可以登录。', () => 'Your account is no longer frozen; you may sign in.'),
  'people.password-changed': told('您的密码已修改', 'Your password was changed', () => '您的账号修改了密码。不是您本人操作的，请立即冻结账号。', () => 'The password of your account was changed. If that was not you, freeze the account at once.'),
  'people.factor-added': told('添加了验证方式', 'A second way was added', () => '您的账号添加了一种验证方式，见“登录与安全”。不是您本人操作的，请立即冻结账号。', () => 'A second way to sign in was added to your account; see “Sign-in and security”. If that was not you, freeze the account at once.'),
  'people.factor-removed': told('移除了验证方式', 'A second way was removed', () => '您的账号移除了一种验证方式，见“登录与安全”。不是您本人操作的，请立即冻结账号。', () => 'A second way to sign in was removed from your account; see “Sign-in and security”. If that was not you, freeze the account at once.'),
  'people.recovery-code-used': told('使用了恢复码', 'A recovery code was used', () => '有人用恢复码证明是您本人。不是您本人操作的，请立即冻结账号。', () => 'Somebody used a recovery code of yours. If that was not you, freeze the account at once.'),
  'people.recovery-confirmed': told('有人在窗口办理找回您的账号', 'Your account is being given back at a window', () => '有人出示证件，在政务服务大厅办理找回您的账号，三天后可以设置新密码。不是您本人的，请在“登录与安全”里停止，或者立即冻结账号。', () => 'Somebody showed a document at a service hall to have your account given back, and may set a new password in three days. If that was not you, stop it under “Sign-in and security”, or freeze the account at once.'),
  'people.recovered': told('账号已找回', 'Your account was given back', () => '账号已凭窗口的找回码设置新密码，原来的验证方式和各处登录都已失效。请重新添加第二种验证方式。', () => 'A new password was set by the code from the window; the former second ways and sessions are gone. Add a second way anew.'),
  'people.proof-kept': told('实名认证通过', 'Your identity was proved', () => '您的账号刚刚通过了一次实名认证，见“实名认证”。不是您本人办理的，请立即修改密码，并到政务服务窗口或拨打 12345 说明。', () => 'Your account has just been proved to be yours; see “Your identity”. If that was not you, change your password at once and tell a service window or 12345.'),
  'people.merged': told('您的两个账号已合并', 'Your two accounts were merged', () => '您的另一个账号已合并到这个账号：办件、证照、消息、授权等都在这里，原来的登录名不再单独登录，两个证件号码都能查到这个账号。不是您本人办理的，请立即冻结账号，并拨打 12345 或者到政务服务大厅说明。', () => 'Your other account was merged into this one: cases, licences, messages and authorities are all here, the other login no longer signs in, and either document number leads to this account. If you did not ask for it, freeze the account at once and tell 12345 or a service hall.'),
  'people.ended.dissolved': told('已登记单位解散', 'Your organisation is noted as dissolved', () => '登记机关已登记本单位解散。清算期间只办理与清算有关的事项，由清算组负责人办理；登记有误的，请到政务服务大厅更正。', () => 'The register has noted that your organisation is dissolved. Until it is struck off, its liquidator alone acts, in what belongs to the liquidation; if that is wrong, have it corrected at a service hall.'),
  'people.ended.terminated': told('已登记单位终止，账号停用', 'Your organisation is noted as struck off; its account is shut', () => '登记机关已注销本单位的登记，账号停用，代办授权随即终止。登记有误的，请到登记机关更正后再到政务服务大厅恢复。', () => 'The register has struck your organisation off. Its account is shut, and authorities to act have ended. If that is wrong, have the register corrected, then come to a service hall.'),
  'people.ended.died': told('账号已登记为逝者账号，停用登录', 'The account is noted as that of somebody who died, and is shut', () => '这个账号的主人已登记死亡，账号停用，代办授权随即终止。继承人办事请用自己的账号；登记有误的，请本人带身份证件到政务服务大厅更正。', () => 'The holder of this account is registered as deceased. The account is shut, and authorities to act have ended. Heirs use their own accounts; if this is wrong, bring your document to a service hall.'),
  'people.ending-taken-back': told('误登已更正', 'A mistake was corrected', () => '账号上误登的死亡、解散或者终止已经更正，可以照常使用。原来给出或者受托的代办授权，需要的请重新办理。', () => 'What was noted of your account by mistake was taken back; use it as before. Authorities to act that ended with it are given anew.'),
  'cases.returned': work('退回', 'was returned to you'),
  'cases.transferred': work('转办', 'was handed to you'),
  'cases.delegated': work('委派', 'was delegated to you'),
  'cases.delegation-answered': work('委派答复', 'was done as you asked; please confirm'),
  'cases.signers-added': work('加签', 'asks for your signature'),
  'cases.handed-over': work('移交', 'was handed over to you'),
  'cases.delegation-returned': work('委派到期收回', 'came back to you: the delegation is over'),
  'cases.commented': work('有同事提到您', 'mentions you in a comment'),
  'cases.urged': work('催办', 'is urged'),
  'cases.copied': work('抄送', 'was given to you to read'),
  'cases.service-run': told('办理进展', 'News of your application', (a) => `您的“${a.item}”申请（${a.number}）有新进展，请查看办件页面。`, (a) => `There is news of your application for “${a.item}” (${a.number}); please see its page.`),
  'automation.left-to-person': told('转由工作人员办理', 'A person handles it', (a) => `您的“${a.item}”申请（${a.number}）由工作人员办理，不由系统自动决定，原因见办件页面。`, (a) => `Your application for “${a.item}” (${a.number}) is handled by a person, not by the system; its page says why.`),
  'automation.reviewed': told('人工复核完毕', 'Reviewed by a person', (a) => `“${a.item}”（${a.number}）的自动决定已由人复核，结果见办件页面。`, (a) => `The automatic decision on “${a.item}” (${a.number}) was reviewed by a person; see its page.`),
  'reviews.invited': told('请评价这次办事', 'How was it?', (a) => `“${a.item}”（${a.number}）已办结，请在办件页面作出评价。办理人员看不到评价人是谁。`, (a) => `“${a.item}” (${a.number}) is finished. Please say on its page how it was; those who handled it do not see who you are.`),
  'reviews.answered': told('您的评价有答复', 'Your verdict was answered', () => '被评价的单位已整改并答复，请在“我的评价”中查看。单位看不到您是谁。', () => 'The body you judged has answered; see “My reviews”. It does not learn who you are.'),
  'reviews.rectification-closed': told('您的评价已处理完毕', 'Your verdict was dealt with', () => '对您评价的处理已经办结，请在“我的评价”中查看。', () => 'What came of your verdict stands under “My reviews”.'),
  'rights.request-done': told('您请求删除的信息已删除', 'What you asked to erase is gone', (a) => `按您的请求（${a.number}），经您同意留存的信息已经删除，不能恢复；法律要求留存的除外，见“您的权利”。`, (a) => `As you asked (${a.number}), what was kept by your consent is erased and cannot be brought back; what the law keeps is listed under “Your rights”.`),
  'rights.request-held': told('部分信息依法封存，暂不能删除', 'Some data is held by law for now', (a) => `按您的请求（${a.number}），有的信息依法封存，封存结束后自动删除，不用再提出；那时会再告诉您。`, (a) => `Of what you asked to erase (${a.number}), some is held by law. It is erased when that ends, without your asking again, and you are told.`),
  'licences.issued': onLicence('已颁发', 'issued'),
  'licences.changed': onLicence('已变更', 'changed'),
  'licences.renewed': onLicence('已延续', 'renewed'),
  'licences.reissued': onLicence('已补发', 'reissued'),
  'licences.suspended': onLicence('已暂停使用', 'suspended'),
  'licences.resumed': onLicence('已恢复使用', 'put in force again'),
  'licences.annulled': onLicence('已撤销', 'annulled'),
  'licences.withdrawn': onLicence('已撤回', 'withdrawn'),
  'licences.revoked': onLicence('已吊销', 'revoked'),
  'licences.deregistered': onLicence('已注销', 'deregistered'),
}

/** Kinds that are told in other words by what they say of the matter. */
const variants = ['cases.decided.burdens', 'cases.payment-asked.back', 'proposals.asked.at-once', 'people.ended.died', 'people.ended.dissolved', 'people.ended.terminated', 'people.guardianship-ended.of-age']

/** What happened to somebody's own account: its holder is told, since it may have been somebody else. */
export const accountKinds: readonly string[] = ['people.frozen', 'people.unfrozen', 'people.password-changed', 'people.factor-added', 'people.factor-removed', 'people.recovery-code-used', 'people.recovery-confirmed', 'people.recovered', 'people.ended', 'people.ending-taken-back', 'people.merged']

/** Kinds of entry that somebody is told of. */
export const toldKinds = [...Object.keys(messages).filter((kind) => !variants.includes(kind)), 'people.ended']

function variantOf({ kind, facts }: Pick<Entry, 'kind' | 'facts'>): string {
  if (kind === 'cases.decided' && facts.burdens === true) return 'cases.decided.burdens'
  if (kind === 'cases.payment-asked' && facts.back === true) return 'cases.payment-asked.back'
  if (kind === 'proposals.asked' && facts.atOnce === true) return 'proposals.asked.at-once'
  if (kind === 'people.guardianship-ended' && facts.because === 'of-age') return 'people.guardianship-ended.of-age'
  return kind === 'people.ended' ? `people.ended.${String(facts.kind)}` : kind
}

/** Title and text of a message about an entry, in both languages; undefined where nobody is told. */
export function writeMessage(entry: Pick<Entry, 'kind' | 'facts'>, about: About): { title: Text; text: Text } | undefined {
  const found = messages[variantOf(entry)]
  if (!found || (entry.kind === 'cases.service-run' && entry.facts.do !== 'tell-applicant')) return undefined
  if (innerKinds.includes(entry.kind) && !Array.isArray(entry.facts.told)) return undefined
  const { due, number, licence } = entry.facts
  const say = (language: Language) => found.text[language]({
    number: about.number, item: language === 'en' ? (about.item.en ?? about.item.zh) : about.item.zh,
    due: typeof due === 'string' ? sayDate(due, language) : '', place: entry.facts.beyond === true ? String(entry.facts.place) : '', licence: String(entry.kind.startsWith('licences.') ? (number ?? licence) : ''),
  })
  return { title: found.title, text: { zh: say('zh'), en: say('en') } }
}
