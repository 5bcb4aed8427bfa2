// The Chinese words of what comes after a decision: delivery, remedy, archive, supervision; en-after.ts has the same keys (tested).
export const zhAfter = {
  delivered: '{{on}} 送达（{{means}}）', notDelivered: '未送达', record: '记录送达', paperAsked: '申请人要纸质件', givePaper: '交付纸质件', paperGiven: '纸质件 {{on}} 已交付（{{means}}）', givePaperTitle: '交付纸质件：{{letter}}', givePaperAbout: '文书已经电子送达，复议、起诉的截止日不因此改变。写明签收情况或者邮件号码；记录以后不能更改。',
  means: { electronic: '电子', window: '窗口', post: '邮寄', left: '留置', 'public-notice': '公告' },
  recordTitle: '记录送达：{{letter}}', recordAbout: '送达日期决定申请复议、起诉的截止日。拒收的选“留置”，写明见证人；公告满三十日才能记录。记录以后不能更改。',
  review: '复议截止 {{day}}', court: '起诉截止 {{day}}', provisional: '（暂定）', reviewFirst: '先复议，后诉讼',
  archive: '归档', archived: '{{at}} 归档，共 {{count}} 件，每件都有摘要', archiveNotWhole: '归档时有部分还没有到齐', archiveNone: '还没有归档：文书全部送达以后自动归档。', verify: '核对', export: '导出', good: '核对一致：清单、各件和文件都没有改动。', bad: '核对不一致：', later: '归档以后又有 {{count}} 条记录，不算改动。',
  supervision: '逾期督办', late: '应当在 {{day}} 前办完', superior: '督办机关', answer: '答复', notAnswered: '承办机关还没有答复。', openCase: '督办件', closed: '{{at}} 结束',
  annulled: '已撤销', burden: { granted: '作出处理', refused: '不作处理', grant: '作出处理', refuse: '不作处理' }, annulledOn: '准予决定已于 {{on}} 撤销，见', letterOriginal: '加盖印章的原件', letterAnnulled: '{{on}} 起不再有效', openOffice: '立案', openFavourAbout: '立案后作出决定，决定送达后证照恢复使用。', openOfficeAbout: '立案以后先书面告知并听取陈述、申辩，再作决定；决定送达后才对证照生效。', matters: '可以依职权办理', inHand: '正在办理', renewing: '延续申请正在办理，期满不失效（许可法 50 条）', noMatters: '没有可以办理的事项。',
}
