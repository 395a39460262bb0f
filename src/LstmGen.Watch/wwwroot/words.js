// What the page says, in English and Chinese. A note stands under each picture's "What am I looking at?".

const english = {
  title: 'LstmGen: watch it learn',
  language: '中文', languageLabel: 'Show this page in Chinese',
  dark: 'Dark', light: 'Light', themeLabel: 'Light or dark',
  what: 'What am I looking at?',
  waiting: 'Waiting for a training to begin …',
  training: 'training', done: 'done', ends: { NonFinite: 'diverged: a lower learning rate may help', EarlyStopping: 'stopped early', Cancelled: 'cancelled', Failed: 'failed' }, closed: 'The program has ended. What you see is the last picture.', lost: 'The connection is lost.',
  epoch: 'epoch', batch: 'batch', of: 'of', loss: 'loss', validation: 'validation loss', bestEpoch: 'best', checksum: 'checksum', seconds: 's',
  trainingLoss: 'training', validationLoss: 'validation',
  lossTitle: 'Loss', answersTitle: 'Answers on windows it never learns from', answersTitleTraining: 'Answers on the windows it learns from', forecastTitle: 'Forecast', gatesTitle: 'Gates, cell and hidden state',
  unitTitle: 'One unit through time', attentionTitle: 'Attention', weightsTitle: 'Weights and gradients', sampleTitle: 'What it says', modelTitle: 'The model',
  truth: 'truth', answer: 'the model', naive: 'naive: the last value', seasonal: 'seasonal naive: the last period', forecast: 'forecast', past: 'past', held: 'with the held gate',
  rmse: 'RMSE', mae: 'MAE', skill: 'skill against naive', seasonalSkill: 'against seasonal naive', copies: 'It copies the last value.',
  layer: 'Layer', window: 'Window', unit: 'Unit', step: 'Step', tensor: 'Tensor', all: 'all tensors', value: 'value', head: 'head', steps: 'steps', units: 'units',
  accuracy: (right, all) => `${right} of ${all} right`, classes: 'class',
  weights: 'weights', gradient: 'gradient', size: 'root mean square', input: 'input',
  hold: 'Hold a gate', open: 'Hold open (1)', shut: 'Hold shut (0)', release: 'Let go', nothingHeld: 'No gate is held.', holdNow: (gate, unit, open) => `The ${gate} of unit ${unit} is held ${open ? 'open' : 'shut'}.`,
  cannotHold: 'The gates of this layer cannot be held.',
  heat: (name, units, steps) => `${name}: ${units} units by ${steps} steps. Arrow keys move, Enter chooses the unit.`,
  play: 'Replay', pauseReplay: 'Pause', replay: 'Picture of the recording',
  gates: {
    i: ['Input gate i', 'which news is let in'], f: ['Forget gate f', 'what of the cell is kept'], g: ['Candidate g', 'what might be stored'], o: ['Output gate o', 'what of the cell is shown'],
    c: ['Cell c', 'the memory'], h: ['Hidden state h', 'what the layer says'], z: ['Update gate z', 'what of the state is kept'], r: ['Reset gate r', 'what of the state the candidate sees'],
  },
  gateNames: { i: 'input gate', f: 'forget gate', o: 'output gate', z: 'update gate', r: 'reset gate' },
  notes: {
    loss: 'How wrong the network is, after each epoch: one pass over all training windows. The axis is logarithmic: each line down is ten times better. When the training loss falls and the validation loss rises, it has begun to learn the training windows by heart: stop there, or use fewer units or dropout.',
    answers: 'Each point is a window that was held out: the network sees only the steps before it. The naive answer repeats the last value it saw. A network that is no better has learnt nothing, even when its curve looks like the truth one step late; skill says it in a number: 0 is as good as naive, 1 is perfect, below 0 is worse.',
    forecast: 'From the end of the known series on, the network eats its own answers: each forecast becomes an input of the next one, so that errors grow with the distance. The grey line is what really came; it took no part in training.',
    gates: 'One window on its way through a layer: steps go from left to right, units from top to bottom. A gate is a number from 0 (shut, dark) to 1 (open, bright), for each unit at each step. The cell is what the unit remembers, the hidden state what it lets the next layer see; blue is below zero, red above. Move over a picture for a value; click to follow a unit.',
    unit: 'The same unit, with all that it has, over the steps of the window. Hold one of its gates open or shut, and the network computes on with that gate stuck: the orange line shows what changes in its answers. A unit whose gates change nothing is one the network hardly needs.',
    attention: 'How much each step counts for the answer. The weights of a head add up to 1.',
    weights: 'How the weights, and the gradient of the last update, are spread. A healthy gradient is neither all zero (nothing is learnt: it vanishes) nor huge (it explodes). The table compares the layers: a layer whose gradient is a thousand times smaller than the others learns a thousand times more slowly.',
    sample: 'What the model makes of its weights now, after a text it knows.',
    model: 'Layers, outputs and parameters, as the model prints itself.',
  },
};

const chinese = {
  title: 'LstmGen：看它学习',
  language: 'English', languageLabel: '以英文显示本页',
  dark: '深色', light: '浅色', themeLabel: '浅色或深色',
  what: '我看到的是什么？',
  waiting: '等待训练开始……',
  training: '训练中', done: '已完成', ends: { NonFinite: '已发散：请降低学习率', EarlyStopping: '提前停止', Cancelled: '已取消', Failed: '失败' }, closed: '程序已结束，页面停留在最后一帧。', lost: '连接已断开。',
  epoch: '轮次', batch: '批次', of: '/', loss: '损失', validation: '验证损失', bestEpoch: '最佳', checksum: '校验和', seconds: '秒',
  trainingLoss: '训练', validationLoss: '验证',
  lossTitle: '损失', answersTitle: '在从未学过的窗口上的回答', answersTitleTraining: '在训练窗口上的回答', forecastTitle: '预测', gatesTitle: '门、记忆单元与隐藏状态',
  unitTitle: '一个单元随时间的变化', attentionTitle: '注意力', weightsTitle: '权重与梯度', sampleTitle: '它写出的内容', modelTitle: '模型',
  truth: '真实值', answer: '模型', naive: '朴素预测：上一个值', seasonal: '季节性朴素预测：上一个周期', forecast: '预测', past: '历史', held: '固定门之后',
  rmse: 'RMSE', mae: 'MAE', skill: '相对朴素预测的技巧分', seasonalSkill: '相对季节性朴素预测', copies: '它只是在重复上一个值。',
  layer: '层', window: '窗口', unit: '单元', step: '时间步', tensor: '张量', all: '全部张量', value: '值', head: '头', steps: '步', units: '单元',
  accuracy: (right, all) => `${all} 个中答对 ${right} 个`, classes: '类别',
  weights: '权重', gradient: '梯度', size: '均方根', input: '输入',
  hold: '固定一个门', open: '固定为开（1）', shut: '固定为关（0）', release: '松开', nothingHeld: '没有固定任何门。', holdNow: (gate, unit, open) => `单元 ${unit} 的${gate}被固定为${open ? '开' : '关'}。`,
  cannotHold: '这一层的门不能固定。',
  heat: (name, units, steps) => `${name}：${units} 个单元 × ${steps} 个时间步。方向键移动，回车选择单元。`,
  play: '回放', pauseReplay: '暂停', replay: '录像中的画面',
  gates: {
    i: ['输入门 i', '放进哪些新消息'], f: ['遗忘门 f', '记忆保留多少'], g: ['候选值 g', '可以存入的内容'], o: ['输出门 o', '记忆展示多少'],
    c: ['记忆单元 c', '长期记忆'], h: ['隐藏状态 h', '这一层说出的话'], z: ['更新门 z', '旧状态保留多少'], r: ['重置门 r', '候选值看到多少旧状态'],
  },
  gateNames: { i: '输入门', f: '遗忘门', o: '输出门', z: '更新门', r: '重置门' },
  notes: {
    loss: '每一轮（把所有训练窗口看一遍）之后，网络错得有多离谱。纵轴是对数刻度：往下一格就好十倍。训练损失还在降、验证损失却开始升，说明网络开始死记硬背训练窗口了：该停了，或者减少单元、加一点 dropout。',
    answers: '每个点都是一个留出的窗口：网络只看得到它之前的几步。朴素预测就是重复最后看到的那个值。如果网络不比它强，那就什么也没学到，哪怕曲线看上去很像（只是慢了一拍）。技巧分把这件事变成一个数：0 表示和朴素预测一样，1 表示完美，负数表示更差。',
    forecast: '从已知序列的末尾开始，网络吃自己的输出：每个预测值又成为下一步的输入，所以越往后误差越大。灰线是后来真实发生的值，训练时从未用过。',
    gates: '一个窗口穿过一层的全过程：从左到右是时间步，从上到下是单元。门是 0（关，暗）到 1（开，亮）之间的数，每个单元在每一步都有一个。记忆单元是它记住的东西，隐藏状态是它让下一层看到的东西；蓝色小于零，红色大于零。把鼠标移上去看数值，点击可以跟踪一个单元。',
    unit: '同一个单元的全部内容，沿着窗口的时间步展开。把它的某个门固定为开或关，网络就带着这个卡住的门继续计算：橙色线显示回答发生了什么变化。如果怎么固定都没变化，这个单元对网络就几乎没有用。',
    attention: '每个时间步对回答有多重要。同一个头的权重加起来等于 1。',
    weights: '权重以及最近一次更新的梯度的分布。健康的梯度既不全是零（梯度消失，什么也学不到），也不会特别大（梯度爆炸）。表格可以比较各层：某层的梯度比别的层小一千倍，它就学得慢一千倍。',
    sample: '模型用当前的权重，接着一段它见过的文字往下写。',
    model: '层、输出与参数，和模型自己打印出来的一样。',
  },
};

const languages = { en: english, zh: chinese };

/** The language that is chosen: of the address, of this browser's last visit, or of the browser. */
export function chosen() {
  const asked = new URLSearchParams(location.search).get('lang') ?? remembered('language') ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
  return languages[asked] ? asked : 'en';
}

/** The words of a language, with more of one page's own. */
export function wordsOf(language, more) {
  return { ...languages[language], ...more?.[language] };
}

/** What this browser remembers of the last visit; nothing where it may not. */
export function remembered(name) {
  try { return localStorage.getItem(`lstmgen.${name}`); } catch { return null; }
}

/** Remembers it for the next visit. */
export function remember(name, value) {
  try { localStorage.setItem(`lstmgen.${name}`, value); } catch { /* A page from a file may not. */ }
}
