namespace LongTimeLag;

/// <summary>How a trial ended.</summary>
/// <param name="Seed">Of weights and sequences.</param>
/// <param name="IsLearnt">Whether the paper's criterion was met within the limit.</param>
/// <param name="Sequences">Training sequences until then.</param>
/// <param name="Wrong">Wrong answers to 2,560 fresh sequences.</param>
/// <param name="Time">What training and test took.</param>
/// <param name="Curve">The share of wrong answers in every 256 training sequences, before the model learnt from them.</param>
internal sealed record TrialResult(int Seed, bool IsLearnt, int Sequences, int Wrong, TimeSpan Time, IReadOnlyList<double> Curve);
