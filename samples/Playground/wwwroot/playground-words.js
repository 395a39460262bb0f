// What this page says beside the pictures.

export const more = {
  en: {
    title: 'LstmGen playground',
    play: 'Play', pause: 'Pause', oneStep: 'One step', oneEpoch: 'One epoch', restart: 'Restart', share: 'Copy link', shared: 'Copied', copy: 'Copy', codeTitle: 'The C# of this shape',
    playLabel: 'Go on with the training, or hold it', stepLabel: 'Make one update', epochLabel: 'Go on to the end of the epoch', restartLabel: 'Begin again with the same settings',
    data: 'Data', kind: 'Series', noise: 'Noise', shape: 'Shape', trainingPart: 'Training', lookBack: 'Look-back (steps)', horizon: 'Horizon (steps)', dropout: 'Dropout', attention: 'Attention', optimizer: 'Optimizer', rate: 'Learning rate',
    batchSize: 'Batch size', epochs: 'Epochs', seed: 'Seed', layerOf: (i) => `Layer ${i}`, unitsOf: (i) => `Units of layer ${i}`, bothWays: 'both ways', bothWaysOf: (i) => `Layer ${i} in both directions`, removeLayer: (i) => `Remove layer ${i}`, addLayer: 'Add a layer',
    advice: 'Take the advice for this series', text: 'Text', dropCsv: 'Drop a CSV file here, or choose one:', chooseCsv: 'CSV file', column: 'Column', rows: (n) => `${n} values`,
    names: { sine: 'sine', noisy: 'noisy sine', seasons: 'two seasons', trend: 'trend and season', sawtooth: 'sawtooth', adding: 'adding problem', text: 'a text', csv: 'a CSV of your own' },
    compiling: 'compiling the shape …', paused: 'paused', parameters: 'parameters', compiledIn: 'compiled in', failed: 'The training failed', ended: 'The playground has ended: start it again, and reload this page.', needCsv: 'Drop a CSV file to begin.', speed: 'epochs/s',
    sampleText: 'the cell keeps what matters. the gate lets in what is new. the gate lets go what is old. what the cell keeps, the gate may show. ',
  },
  zh: {
    title: 'LstmGen 游乐场',
    play: '开始', pause: '暂停', oneStep: '走一步', oneEpoch: '走一轮', restart: '重来', share: '复制链接', shared: '已复制', copy: '复制', codeTitle: '这个网络的 C# 代码',
    playLabel: '继续训练，或者停住', stepLabel: '只做一次更新', epochLabel: '训练到本轮结束', restartLabel: '用同样的设置重新开始',
    data: '数据', kind: '序列', noise: '噪声', shape: '结构', trainingPart: '训练', lookBack: '回看窗口（步）', horizon: '预测范围（步）', dropout: 'Dropout', attention: '注意力', optimizer: '优化器', rate: '学习率',
    batchSize: '批大小', epochs: '轮次', seed: '随机种子', layerOf: (i) => `第 ${i} 层`, unitsOf: (i) => `第 ${i} 层的单元数`, bothWays: '双向', bothWaysOf: (i) => `第 ${i} 层双向`, removeLayer: (i) => `删除第 ${i} 层`, addLayer: '加一层',
    advice: '采用针对该序列的建议', text: '文本', dropCsv: '把 CSV 文件拖到这里，或选择一个：', chooseCsv: 'CSV 文件', column: '列', rows: (n) => `${n} 个值`,
    names: { sine: '正弦', noisy: '带噪声的正弦', seasons: '两种季节', trend: '趋势加季节', sawtooth: '锯齿波', adding: '加法问题', text: '一段文本', csv: '自己的 CSV' },
    compiling: '正在编译网络……', paused: '已暂停', parameters: '个参数', compiledIn: '编译用时', failed: '训练失败', ended: '游乐场程序已结束：请重新启动并刷新本页。', needCsv: '请先拖入一个 CSV 文件。', speed: '轮/秒',
    sampleText: '记忆单元留下重要的东西。输入门放进新的消息。遗忘门放走旧的消息。留下的东西，由输出门决定给不给人看。',
  },
};
