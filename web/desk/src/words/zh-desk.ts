// The Chinese words of the clerk's own desk: saved lists, bulk, the board, the inbox, leave and hand-over, comments, letters before they are sent.
export const zhDesk = {
  shell: { board: '看板', inbox: '消息', inboxCount: '消息（{{count}} 条未读）', staffing: '请假与移交' },
  keys: {
    of: {
      anywhere: { 'g b': '看板', 'g m': '消息' },
      work: { x: '选中所在行', X: '全选或取消', a: '批量通过所选' },
      case: { n: '下一件', b: '上一件', m: '写说明' },
    },
    strip: '快捷键', submit: '提交', all: '全部快捷键', act: '办理', move: '上下移动', openRow: '打开', claim: '领取', select: '选中', approve: '批量通过',
  },
  work: {
    count: '共 {{count}} 件', saved: '我的筛选', save: '保存筛选', saveName: '筛选名称', saveNow: '保存', removeSaved: '删除筛选“{{name}}”', at: '在{{body}}', inStep: '{{step}}环节', free: '未领取', handling: '由{{body}}承办', noLamp: '无时限或已中止', unfilter: '取消“{{name}}”',
    selectAll: '全选可办的', select: '选择 {{number}}', selected: '已选 {{count}} 件', claimAll: '批量领取', approveAll: '批量通过', bulkNote: '逐件独立办理、分别记录。不予、不通过不能批量。', bulkDone: '{{done}} 件已办理，{{refused}} 件未办理', bulkResult: '批量办理结果', bulkOk: '已办理', close: '关闭', notInBulk: '须逐件办理',
  },
  case: {
    changed: '自上次查看（{{at}}）以来有变化', changedNothing: '自上次查看（{{at}}）以来没有变化', changedCount: '{{entries}} 项新记录 · {{files}} 份新材料 · {{fields}} 处填写改动', new: '新', rules: '条件与规则', source: { file: '文件', paper: '纸质', licence: '证照库', form: '表单', computed: '计算', scenario: '情形', account: '账号', table: '规则表' }, standing: { corrected: '补正' },
    comments: '同事说明', comment: '写给同事，可用 @ 提到人', mention: '提到', say: '发出', erase: '删除文字', erased: '文字已删除', noComments: '还没有说明。', preview: '预览文书', previewNote: '预览，未编号、未盖章、未送达', noLetter: '这个行为不出具文书。', next: '下一件', previous: '上一件', inQueue: '第 {{at}} 件，共 {{all}} 件', goOn: '办完直接看下一件', sentOn: '{{number}} 已提交，正在看下一件', cameBack: '{{number}} 没有办成，已回到该件，填写的内容都在。',
    delegatedUntil: '至 {{date}}', awayUntil: '请假至 {{date}}', resting: '此刻不在生效时段',
  },
  refusal: { overtaken: '{{who}}于 {{at}} {{what}}', kept: '您填写的内容没有丢失。' },
  field: { until: '截止日（到期自动收回）', toColleague: '同事', toSection: '科室、窗口' },
  act: {
    done: { 'cases.emergency-opened': '紧急授权查看', 'cases.emergency-ended': '终止紧急授权', 'cases.delegation-returned': '委派到期收回', 'cases.delegation-return-not-needed': '委派无需收回', 'cases.handed-over': '移交', 'applications.intake-confirmed': '本人确认收件', 'cases.commented': '同事说明', 'cases.comment-erased': '删除说明' },
  },
  stepKind: { acceptance: '受理', examination: '审查', opinion: '意见', work: '承办', decision: '决定', delivery: '送达' },
  board: {
    share: '超期与临期的比例', title: '督办看板', note: '每个数字打开同样数量的办件', open: '在办', late: '超期', soon: '临期', intime: '正常', still: '无时限或已中止', byItem: '按事项', byPlace: '堆积在哪里', longest: '超期最久', where: '停在哪里', item: '事项', body: '单位', step: '环节', free: '未领取', oldest: '最早收件', waiting: '最早到达', none: '没有在办的办件。', noneLate: '没有超期',
  },
  intake: { bySituation: '由所选情形确定' },
  confirm: { title: '本人确认', note: '请当事人核对左侧凭证后签名；也可以凭凭证上的确认码，自行在网上确认。', pad: '手写签名', clear: '重写', sign: '签名确认', code: '确认码（核对无误后，凭此码在网上确认，一次有效）：', by: { code: '本人已于 {{at}} 凭确认码确认。', signature: '本人已于 {{at}} 签名确认。' }, answers: '代为录入的内容', letters: '打印文书' },
  items: { edit: '编辑事项', history: '版本与差别' },
  inbox: { title: '消息', unreadOnly: '只看未读', none: '没有消息。', read: '标为已读', open: '打开办件', unread: '未读' },
  staffing: {
    title: '请假与移交', leave: '请假', who: '谁', from: '起', until: '止', deputy: '代办人', noDeputy: '不指定', note: '登记', me: '本人', noLeave: '近期没有人请假。', end: '提前结束', leaveNote: '请假期间不再建议由此人承办新环节；已领取的环节由代办人看到并办理，代办人须担任同一岗位。',
    handOver: '移交全部在办工作', handNote: '调离、离岗前，把一个人手中的全部环节移交给同岗位的同事，逐件记录理由。受委派的环节交回委派人。', person: '移交人', choose: '选择', work: '在办环节（{{count}}）', noWork: '没有在办的环节。', receiver: '{{post}}（{{count}} 件）的接收人', reason: '移交理由', hand: '全部移交', lent: '受委派，交回', result: '{{done}} 件已移交，{{left}} 件仍在原处', noHolder: '没有同岗位的同事，请先授予岗位',
    reviewTitle: '职责复核（{{year}} 年第 {{quarter}} 季度）', reviewNote: '每季度由单位负责人逐项确认：职责还需要的，保留；不再需要的，终止，立即生效。本人的职责由上级单位负责人复核。', reviewOpen: '还有 {{count}} 项待复核，{{date}} 前完成', reviewDone: '本季度已全部复核。', reviewWaits: '待复核', reviewLater: '本季度新授予，下季度复核', reviewOwn: '本人的职责，由上级单位负责人复核', reviewed: '{{name}} 于 {{date}} 复核，保留',
    since: '自 {{date}} 起', sinceUntil: '{{date}} 至 {{until}}，到期自动终止', keep: '保留', endPost: '终止', endPostSure: '终止 {{name}} 的职责“{{post}}”？立即生效。',
  },
}
