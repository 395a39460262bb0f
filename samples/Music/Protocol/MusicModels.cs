namespace Music;

/// <summary>
/// The chorales. 229 songs are few: what the cells hear goes through 64 values, half of what they say is dropped, and so is a share of what they remember, the same for all steps of a song.
/// </summary>
[LstmModel(LookBack = MusicTraining.Chunk, Features = Song.Keys, Stateful = true)]
[Dropout(0.1)]
[Dense(64)]
[Lstm(256, ReturnSequences = true, RecurrentDropout = 0.4)]
[Dropout(0.5)]
[Sigmoid(Song.Keys)]
public sealed partial class ChoraleModel;

/// <summary>The folk tunes: ten times as many steps, many of them as a bar or a part before.</summary>
[LstmModel(LookBack = MusicTraining.Chunk, Features = Song.Keys, Stateful = true)]
[Lstm(256, ReturnSequences = true, RecurrentDropout = 0.1)]
[Dropout(0.25)]
[Sigmoid(Song.Keys)]
public sealed partial class FolkModel;

/// <summary>No memory but the last eight steps, and no bend but that of the chances: a logistic regression.</summary>
[LstmModel(LookBack = MusicTraining.Chunk, Features = Song.Keys)]
[Conv1D(Song.Keys, 8, Padding = Padding.Causal)]
[Sigmoid(Song.Keys)]
public sealed partial class LinearModel;
