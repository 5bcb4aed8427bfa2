// Words of signing in through a platform above: [中文, English].
export const wordsOfUpstreams = {
  'upstream.title': ['用其他平台的账号登录', 'Sign in with an account of another platform'],
  'upstream.words': ['在下面的平台登录过的，不用再输密码。它只告诉我们您是谁。', 'If you are signed in there, you need no password here. It tells us who you are and nothing else.'],
  'upstream.by-natural': ['用{name}登录（个人）', 'Sign in through {name} (persons)'],
  'upstream.by-legal': ['用{name}登录（单位）', 'Sign in through {name} (organisations)'],
  'upstream.back-title': ['回来了，还差一步', 'You are back: one more step'],
  'upstream.back-words': ['您刚从{name}回来。是您自己要登录的，请点下面的按钮；不是的话，请关掉这一页。', 'You come from {name}. If you meant to sign in, press the button. If not, close this page.'],
  'upstream.back-button': ['登录', 'Sign in'],
  'upstream.known-title': ['您在这里还没有账号', 'You have no account here yet'],
  'upstream.known-words': ['{name}告诉我们下面这些。核对以后，给自己起一个登录名，设一个密码，账号就开好了。', '{name} told us what stands below. If it is right, choose a login and a password, and your account is open.'],
  'upstream.known-wrong': ['如果不对，请不要继续：到该平台更正以后再来。', 'If it is not right, do not go on: have it corrected there first.'],
  'upstream.name': ['姓名', 'Name'],
  'upstream.number': ['证件号码', 'Number of the document'],
  'upstream.level': ['核验等级', 'Level of assurance'],
  'upstream.open': ['开户并登录', 'Open the account and sign in'],
} as const
