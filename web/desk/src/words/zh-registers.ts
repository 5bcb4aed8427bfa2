// The Chinese words of promises at the window and of the registers with a page of their own: bars, waiting letters, seals; en-registers.ts has the same keys (tested).
export const zhRegisters = {
  intake: { missing: '还缺少或者不符合的，请当场告知申请人（不影响收件）：' },
  gap: { title: '可以晚些补交的材料（容缺）', note: '下列材料现在可以不交：申请人书面承诺补交日期，先受理。到期没有补交的，不能准予。', last: '最迟 {{date}}；不采用的不填。' },
  promise: {
    title: '办理方式', note: '此事项可以采用告知承诺。请先把以下内容告知申请人，由其自愿选择；选哪种都可以办理。', papers: '承诺后不用提交的材料', conditions: '承诺符合的条件', consequences: '承诺不实的后果', checked: '准予后 {{count}} 日内核查。', basis: '依据',
    ordinary: '一般程序：提交材料', promised: '告知承诺：已告知以上内容，申请人书面承诺', excluded: '这次不能采用告知承诺：', excludedNext: '请按一般程序收取材料，申请不受影响。', replaced: '以承诺代替',
  },
  receipt: { gaps: '承诺 {{date}} 前补交的材料', gapsNote: '到期没有补交的，不能准予。', promise: '告知承诺：申请人承诺符合下列条件，知悉后果', signed: '申请人签字：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿＿＿' },
  shell: { registers: '台账', clients: '接入系统', upstreams: '上级平台', proposals: '双人复核', emergency: '紧急授权' },
  keys: { of: { anywhere: { 'g r': '台账', 'g c': '接入系统', 'g t': '上级平台', 'g s': '双人复核' } } },
  clients: {
    name: '系统', code: '代号', codeRule: '小写字母开头，3 至 40 个小写字母、数字或者连字符；登记后不变', nameZh: '名称', nameEn: '英文名称', organisation: '负责单位', purposeZh: '用途', purposeEn: '用途（英文）', purposeNote: '登录的人会看到。', contact: '联系方式', redirects: '回调地址', redirectsNote: '一行一个，写完整；只读身份码的可以不填。', logout: '登录结束的通知地址', logoutNote: '本平台的登录结束时，会告知这个地址。', reads: '读取身份码（一码通行）', yes: '是',
    kinds: '接受的账号', scopes: '登录的人同意后告知', scopesNote: '代号和实名等级总会告知。只要办事需要的。', scope: { profile: '姓名（名称）', phone: '手机号码', identity: '证件类型和号码' }, law: '法律依据', lawNote: '要证件号码的必须写明。', levelMin: '最低实名等级', keys: '公钥（JWK）', keysNote: '粘贴系统打印的公钥；私钥不离开那个系统。',
    propose: '提出登记', proposeAbout: '提出后由另一位管理员（安全管理员）复核登记，才生效。', proposed: '已提出，等待复核', change: '提出变更', register: '登记', refuse: '退回', end: '停用', act: { confirmation: '登记接入系统', refusal: '退回申请', end: '停用接入系统' },
    about: { confirmation: '登记后，{{name}}即可让人登录。已同意过的人，变更后须重新同意。', refusal: '写明退回的原因。', end: '停用立即生效：{{name}}拿到的凭证全部失效，不再有人能经它登录。' },
    state: { proposed: '等待复核', 'in-force': '已登记', refused: '已退回', replaced: '已变更', ended: '已停用' }, allStates: '全部', none: '还没有接入系统。', proposedBy: '提出', proposedOn: '提出日期', decidedBy: '复核',
  },
  upstreams: {
    name: '平台', code: '代号', codeRule: '小写字母开头，3 至 40 个小写字母、数字或者连字符；登记后不变', nameZh: '名称', nameEn: '英文名称', issuer: '签发者地址（issuer）', issuerNote: '与该平台自己公布的完全一致。', client: '我们在该平台的代号（client_id）', kind: '账号', levels: '等级对应', levelsNote: '一行一个：对方等级（acr）=本平台实名等级。没有列出的按一级。', badLevels: '每行写成“对方等级=1 至 5”', law: '法律依据',
    propose: '提出登记', proposeAbout: '提出后由另一位管理员（安全管理员）复核登记，才生效。', proposed: '已提出，等待复核', change: '提出变更', reason: '理由', end: '停用', endOne: '停用上级登录平台', endAbout: '停用立即生效：不再有人能经{{name}}登录，正在登录的也不行。',
    state: { proposed: '等待复核', 'in-force': '已登记', replaced: '已变更', ended: '已停用' }, none: '还没有上级登录平台。', askedBy: '提出', decidedBy: '复核', endedAt: '停用或者变更', toProposals: '到“双人复核”办理',
    ours: '请对方登记', oursNote: '公钥可以公开，私钥不离开本平台；轮换密钥后须先请对方登记新的公钥。', key: '我们的公钥（JWK）', logout: '退出通知地址', logoutNote: '对方登记为 backchannel_logout_uri：有人在对方退出，这里随之退出。', returns: '回调地址', returnsNote: '{code} 处换成上面登记的代号。',
  },
  emergency: {
    title: '紧急授权', take: '紧急查看', offer: '办件不在您的查看范围内，或者没有这个编号。确有紧急需要的，可以先查看、后复核。', notice: '您正凭紧急授权查看这个办件：只能查看，每次查看都告知当事人，到时自动失效，事后由另一人复核。',
    about: '立即可以查看，到时自动失效。安全管理员和审计管理员会收到提醒，当事人在“我的数据”中看得到，事后由另一人复核。请写明紧急情况。',
  },
  proposals: {
    note: '一人提出、另一人复核；提出的人不能自己复核。', all: '全部', none: '没有符合条件的申请。', what: '申请内容', askedBy: '提出人', askedAt: '提出时间', lapses: '{{at}} 前无人复核即过期',
    state: { waiting: '等待复核', holding: '已生效，等待事后复核', confirmed: '复核通过', refused: '复核不通过', withdrawn: '已撤回', lapsed: '已过期' },
    act: { confirm: '复核通过', refuse: '不通过', withdraw: '撤回' },
    about: { confirm: '您是第二人：通过后立即生效，记入账本。', refuse: '写明理由，告知提出人。', withdraw: '撤回后不再等待复核。', confirmLater: '写明复核的结论：确有必要，使用得当。', refuseLater: '写明理由：没有必要或者使用不当。还没有到期的，立即终止。' },
    rotate: '轮换密钥', rotateAbout: '由安全管理员复核后生效。旧密钥仍用于核验和解密，服务不中断。', purpose: { ledger: '账本签名', licences: '证照签名', seals: '印章签名', tokens: '登录令牌签名', digests: '号码与地址摘要', secrets: '口令与纸面码', data: '数据加密' },
    officerNote: '管理员职责由另一人复核后生效。', officer: '管理员的职责和账号须由另一人复核，已为您提出。', asked: '已提出，等待另一人复核',
  },
  registers: {
    letters: '待送达文书', bars: '不得采用告知承诺', seals: '电子印章', checks: '当面核对身份', which: '范围', allWaiting: '全部待送达', onlyPaper: '已送达，待交纸质', only: { late: '已超送达期限', paper: '要求纸质' }, noLetters: '没有待送达的文书。', dueOn: '应送达', letter: '文书', recipient: '送达 {{name}}', letterNumber: '文号', dated: '文书日期', wish: '要求',
    barName: '姓名或者名称', allBars: '全部记录', bar: { open: '未修复', repaired: '已修复', 'false-promise': '不实承诺', 'bad-credit': '严重失信' }, noBars: '没有符合条件的记录。', ground: '原因', barCase: '作出承诺的{{case}}', since: '记录日期', repairedOn: '{{date}} 修复',
    repair: '修复', repairAbout: '修复后，{{name}}可以再作承诺。写明符合修复条件的情况；记录以后不能更改。', addBar: '登记严重失信', addBarAbout: '只有法律、法规或者公布的清单有规定的，才能登记。未修复前不适用告知承诺，一般程序不受影响。',
  },
  checks: {
    note: '窗口看过证件和本人，另一职责的同事再看一遍并确认，即为实名五级。两人各自填写，不为自己办理。', name: '姓名', seenBy: '窗口', seenAt: '看过证件', until: '请在此前复核', none: '没有待复核的。', waits: '等待复核',
    see: '核对证件', seeAbout: '请本人到场，比对证件与本人。填写后请同事当面复核，一小时内有效。', confirm: '复核', confirmAbout: '请再次比对证件与本人，照证件填写；与窗口所填一致的，即为实名五级。', decline: '不予确认', declineAbout: '证件与本人不符，或者有疑问的，不予确认；窗口可以重新核对。',
  },
  seals: {
    none: '本单位还没有用过电子印章：第一次用印时自动启用。', look: '样式', name: '印章', uses: '用于', users: '用印', madeAt: '启用时间', cancelledAt: '注销时间', certificate: '证书', state: { 'in-use': '使用中', cancelled: '已注销' },
    use: { name: '决定、中止、延长、终止等文书', acceptance: '收件凭证、受理、不予受理、补正文书', approval: '审批文书', licence: '证照' },
    user: { name: '审批人员作出行为时自动用印', acceptance: '窗口、受理人员作出行为时自动用印', approval: '审批人员作出行为时自动用印', licence: '准予决定后颁发证照时自动用印' },
    certificateIs: { demonstration: '演示（没有依法认证的证书）', licensed: '依法认证' }, ground: { 'body-changed': '单位撤销或者更名', 'key-exposed': '密钥可能泄露', replaced: '更换新印章' },
    cancel: '注销印章', cancelOne: '注销{{name}}', cancelAbout: '注销后这枚印章不再用印，不能恢复；下次用印时自动启用新的印章。此前所盖文书仍然有效。', headOnly: '只有本单位负责人可以注销。',
  },
  field: { join: '是否共同申请', joinMeans: '怎样确认', readName: '姓名或者名称（对照证件）', readNumber: '证件号码（对照证件）', signedPaper: '签字的扫描件', purpose: '用途', caseNumber: '办件编号', finding: '复核意见', accountLogin: '到场人的账号名', documentNumber: '证件号码', documentUntil: '证件有效期至', hint: { documentUntil: '长期有效的不填' }, cancelGround: '注销事由', law: '依据的法律、法规或者清单', article: '条款' },
  shownNumber: { show: '完整显示', about: '{{of}}：平时只显示一部分。请说明用途；谁、何时、为了什么看了这个号码都会记录，本人可以在“我的数据”中看到，包括您写的说明。', idNumber: '证件号码', phone: '电话', reason: { compare: '核对身份', contact: '联系本人', enquire: '向其他机关核实', letter: '制作文书' } },
  entering: {
    byAgent: '由经办人代办（经办人到场）', agentAbout: '系统按双方证件查授权：网上授权、已由两人核对的授权委托书、监护、法定代表人。没有查到的，先登记授权委托书。', address: '送达地址', present: '本人到场，已核对证件，当面表示共同申请',
    about: { 'joint-applicant': '没有到场的，收件后请其本人在网上、到窗口或者书面确认；受理以前没有确认的，不作为申请人（民法典第一百七十一条）。', respondent: '受理以后送达通知书；证件号码不知道的不填。' },
    record: '记录确认', recordTitle: '{{name}}：是否共同申请', recordAbout: '请对照证件填写姓名和号码。书面确认的附签字的扫描件，由收件人以外的同事办理。', sendTo: '送达地址：{{address}}',
    join: { yes: '共同申请', no: '不参加' }, means: { present: '本人到场', paper: '书面' },
  },
}
